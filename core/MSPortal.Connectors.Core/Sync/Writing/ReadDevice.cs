using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>
/// A device record as it comes from a source. What it says is worked out once, by whoever asks first: the task that reads
/// pages does so while another page is written.
/// </summary>
internal sealed class ReadDevice(DeviceRecord record, IFactMapper? mapper, DateTimeOffset now)
{
    private bool _isMapped;
    private StagedContent? _content;
    private string? _problem;
    private string? _serial;

    public DeviceRecord Record => record;

    /// <summary>What is kept of it; null, with the reason, when it can't be used.</summary>
    public StagedContent? Content(out string? problem)
    {
        if (!_isMapped)
            _content = StagedContent.From(record, mapper, now, out _problem);
        (_isMapped, problem) = (true, _problem);
        return _content;
    }

    /// <summary>The serial number of a record of which nothing else is kept; null when it tells none.</summary>
    public string? SerialNumber() => _content?.SerialNumber ?? (_serial ??= StagedContent.SerialOf(record, mapper) ?? "") switch
    {
        "" => null,
        var serial => serial,
    };
}
