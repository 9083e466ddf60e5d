using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>A figure of the coverage report, and the list that shows the devices behind it. The difference is the sum of the figures after it, each with its own list.</summary>
/// <param name="Status">The staged devices with this status that are not imported; null where the list is another.</param>
internal sealed record CoverageColumn(string Label, Func<CoverageCounts, int> Count, StagedStatus? Status = null, string? Page = null)
{
    public static IReadOnlyList<CoverageColumn> All { get; } =
    [
        new("At the vendor", c => c.Source),
        new("Imported", c => c.Imported, Page: "devices?imported=true"),
        new("Difference", c => c.Difference),
        new("New", c => c.New, StagedStatus.New),
        new("Failed", c => c.Failed, StagedStatus.Failed),
        new("Held", c => c.Held, StagedStatus.Held),
        new("Type unmapped", c => c.TypeUnmapped, StagedStatus.TypeUnmapped),
        new("Type ignored", c => c.TypeIgnored, StagedStatus.Ignored),
        new("Unmapped", c => c.Unmapped, Page: "setup/2?filter=unmapped"),
        new("In none", c => c.NoContainer),
        new("Other", c => c.Other),
        new("Gone", c => c.NotSeen, StagedStatus.NotSeen),
    ];

    /// <summary>Those that say something: the first three always.</summary>
    public static IReadOnlyList<CoverageColumn> For(CoverageCounts total) => [.. All.Where((column, number) => number < 3 || column.Count(total) != 0)];

    /// <summary>Where the devices are listed; null where nothing of them is kept.</summary>
    public string? Link(Guid integration, Guid? company, bool isTotal)
    {
        var ofCompany = company is { } id ? $"&company={id}" : "";
        if (company is null && !isTotal)
            return Label == "Unmapped" ? $"/integrations/{integration}/{Page}" : null;

        var unimported = Status is StagedStatus.NotSeen ? "" : "&unimported=true";
        return Status is { } status ? $"/integrations/{integration}/devices?status={status}{unimported}{ofCompany}"
            : Page is null ? null
            : Label == "Unmapped" ? $"/integrations/{integration}/{Page}"
            : $"/integrations/{integration}/{Page}{ofCompany}";
    }
}
