using MSPortal.Connectors.Addigy.Simulator.Api;
using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>Faults of paging: what a page holds and what its metadata claims.</summary>
internal static class PageFaults
{
    private const int Overlap = 10;
    private const int TooMany = 25;
    private const int FewEntries = 40;

    public static bool Includes(FaultKind kind) => kind is FaultKind.RepeatedPage or FaultKind.OverlappingPages
        or FaultKind.VanishingPage or FaultKind.LyingTotal or FaultKind.ReorderedPages or FaultKind.IgnoredFilters
        or FaultKind.SmallTotal or FaultKind.SmallPages;

    /// <summary>The page that is given where another was asked for.</summary>
    public static PageNumbers Ask(int page, int perPage, int total, FaultKind? fault) =>
        new(page, fault is FaultKind.SmallPages ? Math.Min(perPage, FewEntries) : perPage, total);

    /// <summary>The entries of a page.</summary>
    public static IReadOnlyList<T> Take<T>(IReadOnlyList<T> list, PageNumbers page, FaultKind? fault)
    {
        var first = fault switch
        {
            FaultKind.RepeatedPage => 0,
            FaultKind.OverlappingPages => Math.Max(0, page.First - Overlap),
            _ => page.First,
        };
        if (first >= list.Count || (fault is FaultKind.VanishingPage && page.Page > 1))
            return [];

        IEnumerable<T> source = fault is FaultKind.ReorderedPages ? Shuffle(list, page.Page) : list;
        return [.. source.Skip(first).Take(page.PerPage)];
    }

    /// <summary>The numbers that the metadata claims.</summary>
    public static PageNumbers Count(PageNumbers page, FaultKind? fault) => fault switch
    {
        FaultKind.LyingTotal => page with { Total = page.Total + TooMany },
        FaultKind.SmallTotal => page with { Total = Math.Max(1, page.Total - TooMany) },
        _ => page,
    };

    private static T[] Shuffle<T>(IReadOnlyList<T> list, int page)
    {
        var dice = new Dice((ulong)page);
        var keys = new ulong[list.Count];
        for (var index = 0; index < keys.Length; index++)
            keys[index] = dice.Next();

        T[] shuffled = [.. list];
        Array.Sort(keys, shuffled);
        return shuffled;
    }
}
