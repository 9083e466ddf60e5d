using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>A figure of the coverage report, and what shows the devices behind it.</summary>
/// <param name="Figure">The list of staged devices that it counts; null where they are not kept.</param>
public sealed record CoverageColumn(string Label, Func<CoverageCounts, int> Count, CoverageFigure? Figure = null)
{
    private const string Unmapped = "Unmapped";
    private const string None = "In none";

    public static IReadOnlyList<CoverageColumn> All { get; } =
    [
        new("At the vendor", c => c.Source, CoverageFigure.Source),
        new("Imported", c => c.Imported, CoverageFigure.Imported),
        new("Difference", c => c.Difference, CoverageFigure.Difference),
        new("New", c => c.New, CoverageFigure.New),
        new("Failed", c => c.Failed, CoverageFigure.Failed),
        new("Held", c => c.Held, CoverageFigure.Held),
        new("Type unmapped", c => c.TypeUnmapped, CoverageFigure.TypeUnmapped),
        new("Type ignored", c => c.TypeIgnored, CoverageFigure.TypeIgnored),
        new(Unmapped, c => c.Unmapped),
        new(None, c => c.NoContainer),
        new("Other", c => c.Other),
        new("Gone", c => c.NotSeen, CoverageFigure.NotSeen),
    ];

    /// <summary>Those that say something: the first three always.</summary>
    public static IReadOnlyList<CoverageColumn> For(CoverageCounts total) => [.. All.Where((column, number) => number < 3 || column.Count(total) != 0)];

    /// <summary>What a figure's devices are called where only they are listed.</summary>
    public static string TextOf(CoverageFigure figure) => All.First(c => c.Figure == figure).Label;

    /// <summary>The id of what the coverage page says about devices in no container of an integration.</summary>
    public static string InNone(Guid integration) => $"in-none-{integration}";

    /// <summary>How many devices the list behind it has, which may be fewer than it says: some are only counted.</summary>
    public int Listed(CoverageCounts counts) => Figure is { } figure ? counts.Listed(figure) : Count(counts);

    /// <summary>Where the devices are listed; null where nothing of them is kept.</summary>
    public string? Link(Guid integration, Guid? company, bool isTotal)
    {
        if (Figure is { } figure)
        {
            var which = company is { } id ? $"&company={id}" : isTotal ? "" : $"&status={StagedStatus.ContainerUnmapped}";
            return $"/integrations/{integration}/devices?figure={figure}{which}";
        }

        return Label switch
        {
            Unmapped => $"/integrations/{integration}/setup/2?filter=unmapped",
            None => $"/reports/coverage#{InNone(integration)}",
            _ => null,
        };
    }
}
