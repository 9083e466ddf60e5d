using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>Which rows of a plan are shown; as texts, as they stand in the address of the plan's page.</summary>
public sealed record PlanRowFilter(string? Search = null, string? Change = null, string? Company = null, string? Outcome = null, int Page = 1)
{
    /// <summary>Whether something narrows the rows.</summary>
    public bool IsSet => Items != new PlanItemFilter() || !string.IsNullOrWhiteSpace(Search);

    /// <summary>What the list of rows takes; a mistyped address leaves the filter out.</summary>
    public PlanItemFilter Items => new(Word<PlannedChange>(Change), Guid.TryParse(Company, out var company) ? company : null, Word<PlanOutcome>(Outcome));

    /// <summary>The part of the rows that is shown.</summary>
    public PageRequest Request => new(Page, Search: Search);

    private static T? Word<T>(string? text)
        where T : struct, Enum => ApiNames.TryRead<T>("", text, out var word, out _) ? word : null;
}
