using System.Runtime.CompilerServices;
using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>All devices of the account, page by page; the policy of each decides to whom it belongs.</summary>
internal sealed class DeviceSource(AddigyClient client) : ISource
{
    public const string SourceKey = "devices";

    private const int PageSize = 100;
    private const int LongestId = 200;

    public string Key => SourceKey;

    public RecordKind Kind => RecordKind.Device;

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        ReadRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = DeviceCursor.Parse(request.Cursor);
        await using var pages = new PagesAhead(client, PageSize, cancellationToken);
        while (cursor is not null)
        {
            var page = await pages.TakeAsync(cursor.Page);
            var step = DevicePaging.After(cursor, page, PageSize);
            if (step.Next is { } next)
                pages.Ask(next.Page, page.Metadata?.PageCount ?? next.Page);

            yield return ToPage(page, step);
            cursor = step.Next;
        }
    }

    private static SourcePage ToPage(DevicePage page, DevicePaging.Step step)
    {
        var records = new List<SourceRecord>(page.Devices.Count);
        var rejected = new List<RejectedRecord>();
        foreach (var device in page.Devices)
        {
            if (ToRecord(device, out var reason) is { } record)
                records.Add(record);
            else
                rejected.Add(new RejectedRecord(device.AgentId is { Length: <= LongestId } id ? id : null, reason));
        }

        return new SourcePage(records, step.Next?.ToString())
        {
            ExpectedTotal = step.Total,
            Rejected = rejected,
            Completeness = step.IsIncomplete ? Completeness.Incomplete : Completeness.Complete,
        };
    }

    private static DeviceRecord? ToRecord(AddigyDevice device, out string reason)
    {
        reason = "";
        if (string.IsNullOrWhiteSpace(device.AgentId))
            reason = "The device has no agentid, or one that is no text.";
        else if (device.AgentId.Length > LongestId)
            reason = $"The device's agentid is longer than {LongestId} characters.";
        else if (device.Facts is null)
            reason = "The device's facts have another form than expected.";

        if (reason.Length > 0)
            return null;

        var fields = new RecordFields(device.Facts!);
        var policy = fields.Text(FactNames.PolicyId);
        if (policy.State == ReadingState.Unreadable)
        {
            // Taking it for a device without a policy would take it away from its company.
            reason = "The device's policy_id can't be read.";
            return null;
        }

        return new DeviceRecord(device.AgentId!, policy.Value, DeviceTypeRules.TypeOf(fields), fields)
        {
            ObservedAt = device.AuditDate is { } date && AddigyTime.Read(date) is { IsKnown: true } audit ? audit.Value : null,
        };
    }
}
