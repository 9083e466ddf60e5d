using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Decides from a page where to go on, and whether everything was seen; docs/connectors/addigy.md, "Paging".</summary>
internal static class DevicePaging
{
    /// <summary>What follows a page.</summary>
    /// <param name="Next">Where to go on; null when this was the last page.</param>
    /// <param name="Total">How many devices there are, as Addigy says.</param>
    /// <param name="IsIncomplete">Whether devices may have been missed.</param>
    public sealed record Step(DeviceCursor? Next, int Total, bool IsIncomplete);

    /// <exception cref="Sdk.Errors.UnexpectedAnswerException">The page is not what was asked for, so the read can't go on.</exception>
    public static Step After(DeviceCursor cursor, DevicePage page, int pageSize)
    {
        var total = page.RequireTotal();
        if (total == 0 && page.Devices.Count == 0 && cursor.Page == 1)
            return Empty(page.Metadata);

        if (page.Metadata is not { Page: { } number, PageCount: { } pageCount })
            throw AddigyErrors.WrongShape("the number of the page and of all pages");
        if (number != cursor.Page)
            throw AddigyErrors.BadPage($"Addigy answered with page {number} when page {cursor.Page} was asked for.");
        if (pageCount > DeviceCursor.LastPage)
            throw AddigyErrors.BadPage($"Addigy speaks of {pageCount} pages of devices, more than there can be.");

        var firstPageCount = cursor.FirstPageCount ?? pageCount;
        if (pageCount > firstPageCount * 2 + 10)
            throw AddigyErrors.BadPage("The number of pages of devices grows while they are read.");

        var perPage = page.Metadata.PerPage is { } size and > 0 ? size : pageSize;
        var seenBefore = (long)(cursor.Page - 1) * perPage;
        if (page.Devices.Count == 0 && seenBefore < total)
            throw AddigyErrors.BadPage($"Addigy's page {cursor.Page} of {pageCount} is empty, although more devices should follow.");

        // When a device goes away, those behind it move up, and the first of the next page moves to one already read.
        var isIncomplete = cursor.IsIncomplete || total < cursor.LastTotal || cursor.Page > Math.Max(pageCount, 1);
        if (cursor.Page < pageCount)
            return new Step(new DeviceCursor(cursor.Page + 1, firstPageCount, total, isIncomplete), total, isIncomplete);

        return new Step(null, total, isIncomplete || seenBefore + page.Devices.Count < total);
    }

    // That there is nothing at all must be said, and not only be left unsaid.
    private static Step Empty(PageMetadata? metadata) => metadata switch
    {
        { Page: not (null or 1) } => throw AddigyErrors.BadPage($"Addigy answered with page {metadata.Page} when page 1 was asked for."),
        { PageCount: > 1 } => throw AddigyErrors.BadPage($"Addigy's page 1 of {metadata.PageCount} is empty, although more devices should follow."),
        { Page: 1 } or { Total: 0 } => new Step(null, 0, false),
        _ => new Step(null, 0, true),
    };
}
