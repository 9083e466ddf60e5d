using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>A name in a group.</summary>
internal sealed class NamedRow
{
    public required Guid Group { get; init; }

    public required string Name { get; init; }
}

/// <summary>Names of some of what is counted.</summary>
internal static class Samples
{
    public const int Size = 5;

    /// <summary>The first names of each group.</summary>
    public static async Task<SampleOf> OfAsync(IQueryable<NamedRow> rows, CancellationToken cancellationToken)
    {
        var names = await rows.GroupBy(r => r.Group).SelectMany(g => g.OrderBy(r => r.Name).Take(Size)).ToListAsync(cancellationToken);
        return new SampleOf(names.ToLookup(r => r.Group, r => r.Name));
    }
}

/// <summary>The names of each group; none for a group without rows.</summary>
internal sealed class SampleOf(ILookup<Guid, string> names)
{
    public IReadOnlyList<string> this[Guid group] => [.. names[group]];
}

/// <summary>Makes fingerprints of what a decision is about.</summary>
internal static class Prints
{
    public static string Of(params object?[] about) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', about))));
}
