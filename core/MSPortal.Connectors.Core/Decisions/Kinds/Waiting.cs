using System.Security.Cryptography;
using System.Text;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Devices that wait for a decision, as one query counts them.</summary>
/// <param name="First">The first of their names; null when there is none.</param>
/// <param name="Last">The last of their names; null when there is none.</param>
internal sealed record Waiting(int Count, string? First, string? Last)
{
    /// <summary>Most names that a decision shows.</summary>
    public const int MostNames = 5;

    /// <summary>When the first of them was staged; null when that is not asked.</summary>
    public DateTimeOffset? Since { get; init; }

    public static readonly Waiting None = new(0, null, null);

    /// <summary>The later of two moments, either of which may be null.</summary>
    public static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>Names of some of them.</summary>
    public IReadOnlyList<string> Sample => [.. new[] { First, Last }.OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>Makes fingerprints of what a decision is about.</summary>
internal static class Prints
{
    public static string Of(params object?[] about) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', about))));
}
