using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>The records of a page that the run has not seen before.</summary>
/// <param name="Whole">The page as the source gave it.</param>
internal sealed record FreshPage(string Source, SourcePage Whole, IReadOnlyList<ReadDevice> Devices, IReadOnlyList<RejectedRecord> Rejected)
{
    /// <param name="seen">What the run has seen; what is fresh is added.</param>
    public static FreshPage Of(string source, SourcePage page, IReadOnlyList<ReadDevice> devices, SeenRecords seen) => new(
        source,
        page,
        [.. devices.Where(device => seen.Add(device.Record.ExternalId))],
        [.. page.Rejected.Where(record => record.ExternalId is null || seen.Add(record.ExternalId))]);
}
