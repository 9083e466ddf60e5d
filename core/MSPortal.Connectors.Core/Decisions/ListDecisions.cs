using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Which decisions are wanted.</summary>
public enum DecisionFilter
{
    /// <summary>Those that wait now.</summary>
    Open,

    /// <summary>Those that were put off.</summary>
    Snoozed,

    /// <summary>Both.</summary>
    All,
}

/// <summary>A part of what waits.</summary>
/// <param name="Counts">How many of each kind there are under the filter, on any page; kinds without any are left out.</param>
/// <param name="Open">How many wait now, under any filter.</param>
/// <param name="Snoozed">How many were put off, under any filter.</param>
public sealed record DecisionList(
    IReadOnlyList<Decision> Items,
    [property: System.Text.Json.Serialization.JsonPropertyName("page")] int PageNumber,
    int PageSize,
    int Total,
    IReadOnlyDictionary<DecisionKind, int> Counts,
    int Open,
    int Snoozed);

/// <summary>Lists what waits for a person: by kind, then by how much waits.</summary>
public sealed class ListDecisions(FindDecisions find)
{
    public async Task<DecisionList> RunAsync(Actor actor, DecisionFilter filter, DecisionKind? kind, PageRequest request, CancellationToken cancellationToken)
    {
        var all = (await find.RunAsync(actor.Tenant, cancellationToken)).ConvertAll(f => f.Decision);
        var chosen = all.FindAll(d => filter == DecisionFilter.All || d.SnoozedUntil is not null == (filter == DecisionFilter.Snoozed));
        var counts = chosen.GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.Count());
        var rows = chosen.Where(d => kind is null || d.Kind == kind)
            .Where(d => request.Finds(d.What))
            .OrderBy(d => d.Kind).ThenByDescending(d => d.Count).ThenBy(d => d.What, StringComparer.OrdinalIgnoreCase).ThenBy(d => d.Id)
            .ToList();
        return new DecisionList(
            [.. rows.Skip(request.Offset).Take(request.Size)], Math.Max(1, request.Page), request.Size, rows.Count, counts,
            all.Count(d => d.SnoozedUntil is null), all.Count(d => d.SnoozedUntil is not null));
    }
}
