using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Decides for each record of a page what becomes of it, against the staged devices that are there.</summary>
/// <param name="changes">What is to be written; what the page brings is added.</param>
internal sealed class PageWriter(RunProgress run, StagedIndex index, RunTypes types, FreshPage page, StagedChanges changes)
{
    private static readonly BookPlace Nowhere = new("", "");

    private readonly DateTimeOffset _now = run.Clock.GetUtcNow();

    /// <summary>What became of the records.</summary>
    public PageNotes Notes { get; } = new();

    /// <summary>Records that can't be used.</summary>
    public List<RejectedRecord> Rejected { get; } = [];

    public void Write()
    {
        foreach (var device in page.Devices)
        {
            var place = PlaceOf(device.Record);
            Notes.Books.Receive(place);
            if (WriteOne(device, place) is { } reason)
            {
                Notes.Books.Count(place, RecordOutcome.Rejected);
                Reject(new RejectedRecord(device.Record.ExternalId, reason));
            }
        }

        foreach (var rejected in page.Rejected)
        {
            Notes.Books.Receive(Nowhere);
            Notes.Books.Count(Nowhere, RecordOutcome.Rejected);
            Notes.Unnamed += rejected.ExternalId is null ? 1 : 0;
            Reject(rejected);
        }
    }

    /// <returns>Why the record can't be used; null when it can.</returns>
    private string? WriteOne(ReadDevice device, BookPlace place)
    {
        var record = device.Record;
        if (Unusable(record) is { } reason)
            return reason;

        var container = index.Container(record.ContainerId);
        var entry = index.Find(record.ExternalId);
        if (container?.CompanyId is null)
        {
            Leave(record, entry, container);
            Notes.Books.Count(place, RecordOutcome.Unmapped);
            return null;
        }

        if (device.Content(out var problem) is not { } content)
            return problem;

        var type = types.Of(record.Type);
        var outcome = entry is null ? Create(record, container, content) : Update(entry, record, container, content);
        Notes.Books.Count(place, OutcomeOf(outcome, entry, type, container));
        return null;
    }

    private static BookPlace PlaceOf(DeviceRecord record) => new(
        StorableText.IsKey(record.ContainerId, 200) ? record.ContainerId! : "",
        StorableText.IsKey(record.Type.Key, ProviderType.MaxKeyLength) ? record.Type.Key : "");

    private static string? Unusable(DeviceRecord record) =>
        !StorableText.IsKey(record.ExternalId, 200) ? StorableText.NoKey("Its identifier", 200)
        : !StorableText.IsKey(record.Type.Key, ProviderType.MaxKeyLength) ? StorableText.NoKey("The key of its type", ProviderType.MaxKeyLength)
        : null;

    private RecordOutcome OutcomeOf(RecordOutcome outcome, StagedEntry? entry, ProviderType type, Container container)
    {
        if (entry?.DeviceCompany is { } company)
        {
            if (company == container.CompanyId || entry.KeptFrom == container.CompanyId || index.OnMove == MoveChoice.Stay)
                return outcome;
            if (index.OnMove != MoveChoice.Follow || container.HoldsNewDevices || (entry.IsMoveHeld && entry.MovedTo == container.CompanyId))
                return RecordOutcome.Held;

            index.Following.Add(entry.Id);
            return RecordOutcome.Updated;
        }

        return type.Ignored ? RecordOutcome.Ignored : container.HoldsNewDevices ? RecordOutcome.Held : outcome;
    }

    // A record that can't be used is still there at the vendor: its row must not come to count as missing.
    private void Reject(RejectedRecord rejected)
    {
        Rejected.Add(rejected);
        if (rejected.ExternalId is not { } id)
            return;

        if (index.Find(id) is not { } entry)
        {
            Notes.Others.Add(SeenRecords.KeyOf(id));
            return;
        }

        See(entry);
        if (entry.IsMissed || entry.IsGone)
            Touch(entry, entry.ContainerId);
    }

    // A device in no mapped container is not kept, unless it is in the inventory: then its row stays and says so.
    private void Leave(DeviceRecord record, StagedEntry? entry, Container? container)
    {
        if (entry is null)
        {
            Notes.Others.Add(SeenRecords.KeyOf(record.ExternalId));
        }
        else if (container is null && entry.ContainerId is not null)
        {
            // How many lose their container is known at the end of the run.
            See(entry);
            index.Lost.Add(entry.Id);
            if (entry.IsMissed || entry.IsGone)
                Touch(entry, entry.ContainerId);
        }
        else if (entry.DeviceCompany is null)
        {
            Notes.Others.Add(SeenRecords.KeyOf(record.ExternalId));
            changes.Removed.Add(entry.Id);
            index.Remove(entry, run.Run.TenantId);
        }
        else
        {
            See(entry);
            if (entry.ContainerId != container?.Id || entry.IsMissed || entry.IsGone)
                Touch(entry, container?.Id);
        }
    }

    private RecordOutcome Create(DeviceRecord record, Container container, StagedContent content)
    {
        var former = index.TakeLeftOut(record.ExternalId);
        if (former is not null)
            changes.Returned.Add(former);
        var staged = content.ToRow(record, run.Run, former?.Id ?? EntityId.New<StagedDeviceId>(run.Clock), index.NextNumber, container.Id, _now);
        staged.Observation = content.ToObservation(run.Run.TenantId, staged.Id, StagedContent.ObservedAt(record, null, _now));
        changes.Created.Add(staged);
        var entry = new StagedEntry
        {
            Id = staged.Id,
            Number = staged.Number,
            ExternalId = staged.ExternalId,
            ContainerId = container.Id,
            Hash = StagedIndex.Half(content.Hash),
            ObservedAt = staged.Observation.ObservedAt,
            Observed = content.ObservedHash,
            IsMissed = false,
            IsGone = false,
            DeviceCompany = null,
            KeptFrom = former?.KeptFrom,
            IsDeviceBehind = false,
        };
        index.Add(entry);
        See(entry);
        return RecordOutcome.Created;
    }

    private RecordOutcome Update(StagedEntry entry, DeviceRecord record, Container container, StagedContent content)
    {
        See(entry);
        var hash = StagedIndex.Half(content.Hash);
        var observedAt = StagedContent.ObservedAt(record, entry.ObservedAt, _now);

        // An answer that was on its way for long must not overwrite a newer one, nor bring the device back to where it was.
        var isOld = observedAt < entry.ObservedAt;
        var place = isOld ? entry.ContainerId : container.Id;
        var isChanged = !isOld && hash != entry.Hash;
        var tellsMore = !isOld && content.ObservedHash != entry.Observed;
        var isNews = entry.ContainerId != place || entry.IsGone;
        if (entry.ContainerId != place)
            NoteMove(entry, container);
        if (isChanged)
        {
            changes.Updated.Add(content.ToRow(record, run.Run, entry.Id, entry.Number, container.Id, _now));
            entry.Hash = hash;
            (entry.ContainerId, entry.IsMissed, entry.IsGone) = (container.Id, false, false);
        }
        else if (isNews || entry.IsMissed)
        {
            Touch(entry, place);
        }

        if (tellsMore || observedAt > entry.ObservedAt)
            Observe(entry, content.ToObservation(run.Run.TenantId, entry.Id, observedAt));

        if (entry.DeviceCompany is not null && (isChanged || entry.IsDeviceBehind))
        {
            (entry.IsShared ? changes.ForSharedDevices : changes.ForInventory).Add(entry.Id);
            entry.IsDeviceBehind = false;
        }

        return isChanged || tellsMore || isNews ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    // Whether the device follows is said at the end of the run, when it is known how many moved.
    private void NoteMove(StagedEntry entry, Container container)
    {
        if (entry.DeviceCompany is not { } company || index.CompanyOf(entry.ContainerId) == container.CompanyId)
            return;

        entry.MovedTo = container.CompanyId == company ? null : container.CompanyId;
        entry.IsMoveHeld &= entry.MovedTo is not null;
        changes.Moved[entry.Id] = new StagedMove(entry.MovedTo, entry.IsMoveHeld);
    }

    private void Observe(StagedEntry entry, StagedObservation observation)
    {
        changes.Observed.Add(observation);
        (entry.ObservedAt, entry.Observed) = (observation.ObservedAt, observation.Hash);
        if (entry.DeviceCompany is not null)
            (entry.IsShared ? changes.ForSharedDevices : changes.ObservedInInventory).Add(entry.Id);
    }

    private void Touch(StagedEntry entry, ContainerId? container)
    {
        changes.Touched.Add(new StagedTouch(entry.Id, container, _now));
        (entry.ContainerId, entry.IsMissed, entry.IsGone) = (container, false, false);
    }

    private void See(StagedEntry entry) => Notes.Seen.Add(entry.Number);
}
