using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A run as it must go, by the rules of the documentation.</summary>
internal sealed class ModelRun(ModelFleet fleet, SyncScope scope)
{
    private readonly HashSet<ModelKept> _seen = [];
    private readonly HashSet<ModelKept> _following = [];
    private int _received;
    private int _created;
    private int _updated;
    private int _unchanged;
    private int _held;
    private int _ignored;
    private int _unmapped;
    private int _autoImported;

    public string State { get; private set; } = "Succeeded";

    public int Missing { get; private set; }

    public bool ReadsDevices => scope != SyncScope.Containers;

    /// <summary>Of a held run, the devices that it missed.</summary>
    public IReadOnlyList<ModelKept> Unseen { get; private set; } = [];

    /// <summary>The pages of devices, as the vendor has them when the run begins to read them.</summary>
    public List<ModelDevice[]> Pages() => ReadsDevices ? [.. fleet.Devices.Chunk(fleet.PageSize).DefaultIfEmpty([])] : [];

    public void ReadSites()
    {
        if (scope == SyncScope.Devices)
            return;

        HashSet<ModelPlace> made = [];
        foreach (var site in fleet.Sites.Values)
            ReadSite(site, made);
        var changes = fleet.Settle();
        foreach (var (place, before) in changes.Where(c => c.Place.Said is null && !made.Contains(c.Place)))
            Ask(place, before);
        foreach (var (place, _) in changes.Where(c => c.Place is { Said: null, IsAsked: false, Company: not null }))
            fleet.Mark(place);
        fleet.NeedsDevices |= !ReadsDevices && changes.Exists(c => c.Before is null);

        if (fleet.Sites.Count == 0 && fleet.Places.Values.Any(p => !p.IsGone))
        {
            State = "Partial";
        }
        else
        {
            foreach (var place in fleet.Places.Values.Where(p => !p.IsGone && !fleet.Sites.ContainsKey(p.Id)))
                place.IsGone = ++place.Missed >= 2;
        }

        if (ReadsDevices)
            (_created, _updated, _unchanged) = (0, 0, 0);
        else
            _received = fleet.Sites.Count;
    }

    public void ReadPage(ModelDevice[] page)
    {
        foreach (var device in page)
        {
            _received++;
            var place = device.Site is null ? null : fleet.Places.GetValueOrDefault(device.Site);
            if (place?.Company is null)
                Leave(device, place);
            else
                Keep(device, place);
        }
    }

    /// <summary>The last page is read: what was not seen is missed, unless that is too much.</summary>
    public void End()
    {
        if (!ReadsDevices)
            return;

        var isTooMany = fleet.HoldMoves(out var held);
        var counted = held.Count(_following.Contains);
        (_updated, _held) = (_updated - counted, _held + counted);
        if (isTooMany)
        {
            State = "Partial";
            _autoImported = fleet.AutoImport();
            return;
        }

        var present = fleet.Kept.Values.Where(k => !k.IsGone).ToList();
        var unseen = present.FindAll(k => !_seen.Contains(k));
        var isTooMuchOfOne = unseen.GroupBy(k => k.Site ?? "").Any(g => g.Count() > Limit(present.Count(k => (k.Site ?? "") == g.Key)));
        if (isTooMuchOfOne || unseen.Count > Limit(present.Count) || (unseen.Count > 0 && unseen.Count == present.Count))
        {
            State = "Held";
            Unseen = unseen;
        }
        else
        {
            foreach (var kept in unseen)
                kept.IsGone = ++kept.Missed >= 2;
            Missing = unseen.Count(k => k.IsGone);
        }

        _autoImported = fleet.AutoImport();
    }

    public void Cancel() => State = "Cancelled";

    /// <summary>A person answers a held run.</summary>
    public void Answer(HeldAnswer answer, IEnumerable<ModelRun> later)
    {
        State = answer == HeldAnswer.AllowOnce ? "Succeeded" : "Partial";
        if (answer != HeldAnswer.AllowOnce)
            return;

        foreach (var kept in Unseen.Where(k => !k.IsGone && fleet.Kept.ContainsValue(k) && !later.Any(r => r._seen.Contains(k))))
        {
            kept.IsGone = true;
            kept.Missed++;
            Missing++;
        }
    }

    public override string ToString() =>
        $"{scope} {State}: {_received} = {_created} created {_updated} updated {_unchanged} unchanged {_held} held {_ignored} ignored {_unmapped} unmapped; {Missing} missing {_autoImported} imported";

    public static int Limit(int present) => Math.Max(5, Math.Min(50, present / 10));

    private void ReadSite(ModelSite site, HashSet<ModelPlace> made)
    {
        if (!fleet.Places.TryGetValue(site.Id, out var place))
        {
            fleet.Places.Add(site.Id, place = new ModelPlace(site.Id) { Name = site.Name, Parent = site.Parent });
            made.Add(place);
            _created++;
            return;
        }

        if (place.Name != site.Name || place.Parent != site.Parent || place.IsGone)
            _updated++;
        else
            _unchanged++;
        (place.Name, place.Parent, place.Missed, place.IsGone) = (site.Name, site.Parent, 0, false);
    }

    // It inherits another company than before, or none, or one although a person left it without.
    private static void Ask(ModelPlace place, string? before)
    {
        if (place.IsAsked)
        {
            if (place.AskedCompany == place.Company)
                (place.IsAsked, place.AskedCompany) = (false, null);
        }
        else if (before is not null || place.IsDecided)
        {
            (place.IsAsked, place.AskedCompany) = (true, before);
        }
    }

    private void CountMoved(ModelKept kept, ModelPlace place)
    {
        if (fleet.OnMove == MoveChoice.Follow && !fleet.Holds(place) && !(kept.IsMoveHeld && fleet.IsMarked(kept)))
        {
            _following.Add(kept);
            _updated++;
        }
        else
        {
            _held++;
        }
    }

    // Nothing is kept of a device without a company, unless it is in the inventory.
    private void Leave(ModelDevice device, ModelPlace? place)
    {
        _unmapped++;
        if (!fleet.Kept.TryGetValue(device.Id, out var kept))
            return;

        if (kept.Owner is null)
        {
            fleet.Forget(kept);
            return;
        }

        (kept.Site, kept.Missed, kept.IsGone) = (place?.Id, 0, false);
        _seen.Add(kept);
    }

    private void Keep(ModelDevice device, ModelPlace place)
    {
        var isNew = !fleet.Kept.TryGetValue(device.Id, out var kept);
        if (isNew)
            kept = fleet.Keep(device.Id);
        fleet.Types.TryAdd(device.Type, new ModelType());

        var isChanged = (kept!.Name, kept.Type, kept.Site, kept.IsGone) != (device.Name, device.Type, place.Id, false);
        fleet.Mark(kept, place);
        (kept.Name, kept.Type, kept.Site, kept.Missed, kept.IsGone) = (device.Name, device.Type, place.Id, 0, false);
        _seen.Add(kept);

        if (kept.Owner is not null && !fleet.IsWhereItBelongs(kept, place))
            CountMoved(kept, place);
        else if (kept.Owner is null && fleet.Types[device.Type].IsIgnored)
            _ignored++;
        else if (kept.Owner is null && fleet.Holds(place))
            _held++;
        else if (isNew)
            _created++;
        else if (isChanged)
            _updated++;
        else
            _unchanged++;
    }
}
