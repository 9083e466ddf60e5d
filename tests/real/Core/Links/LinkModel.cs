using MSPortal.Connectors.Core.Plans;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>A device of the inventory, which has the same id for as long as it is there, and again when it comes back.</summary>
internal sealed class LinkedDevice(string company)
{
    public string Company => company;
}

/// <summary>A record in staging.</summary>
internal sealed class LinkRecord(string id, string site, int firstSeen)
{
    public string Id => id;

    /// <summary>'f' or 's' for the integration.</summary>
    public char From => id[0];

    /// <summary>The company of its site, which never changes.</summary>
    public string Company => site.ToUpperInvariant();

    public int FirstSeen => firstSeen;

    public string? Serial { get; set; }

    public int Missed { get; set; }

    public bool IsGone { get; set; }

    /// <summary>Whether it waits because of its serial number.</summary>
    public bool Waits { get; set; }

    /// <summary>Whether Auto-Sync leaves it alone, because a person undid what it would do.</summary>
    public bool IsLeftOut { get; set; }

    public LinkedDevice? Device { get; set; }

    public int LinkedAt { get; set; }

    public LinkRecord? TakenBy { get; set; }

    public int TakenAt { get; set; }

    /// <summary>The device it was before a person joined it to another.</summary>
    public LinkedDevice? Own { get; set; }

    public bool IsLive => Device is not null && TakenBy is null;

    public bool IsSeen => Missed == 0 && !IsGone;

    public void Link(LinkedDevice? device, int now) => (Device, LinkedAt, TakenBy, Waits) = (device, now, null, false);

    /// <summary>What an undo of an import brings back.</summary>
    public (LinkedDevice?, int, LinkRecord?, int, bool) Standing
    {
        get => (Device, LinkedAt, TakenBy, TakenAt, Waits);
        set => (Device, LinkedAt, TakenBy, TakenAt, Waits) = value;
    }
}

/// <summary>
/// Which records belong to which devices after what vendors, imports, syncs and people did, by decision 9. Knows the rules, and
/// nothing of the product's code.
/// </summary>
internal sealed class LinkModel(Func<string?, bool> isTrusted)
{
    private readonly Dictionary<LinkedDevice, LinkedDevice> _emptied = [];

    public SortedDictionary<string, LinkRecord> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Pairs that a person said are not the same.</summary>
    public SortedSet<(string, string)> Apart { get; } = [];

    public int Now { get; set; }

    public IEnumerable<LinkRecord> Of(LinkedDevice device) => Records.Values.Where(r => r.Device == device);

    /// <summary>A complete sync of what the vendor has: the serial number by id, and the site by id.</summary>
    public void Sync(char from, IReadOnlyDictionary<string, string?> vendor, Func<string, string> siteOf, bool hasAutoSync)
    {
        foreach (var (id, serial) in vendor)
        {
            if (!Records.TryGetValue(id, out var record))
                Records.Add(id, record = new LinkRecord(id, siteOf(id), Now));
            (record.Serial, record.Missed, record.IsGone) = (serial, 0, false);
        }

        foreach (var record in Records.Values.Where(r => r.From == from && !r.IsGone && !vendor.ContainsKey(r.Id)))
            record.IsGone = ++record.Missed >= 2;

        foreach (var (record, verdict) in Verdicts(Records.Values.Where(r => r.From == from && r is { Device: null, Waits: true, IsGone: false })))
            record.Waits = verdict.Kind is Kind.Conflict;
        if (hasAutoSync)
            Take(Verdicts(Records.Values.Where(r => r.From == from && r is { Device: null, Waits: false, IsGone: false, IsLeftOut: false })));
    }

    public IReadOnlyList<LinkRecord> Importable(char from) => [.. Records.Values.Where(r => r.From == from && r is { Device: null, IsGone: false })];

    public void ImportAll(char from) => Take(Verdicts(Importable(from)));

    /// <summary>A person imports the very record: one that waits already becomes a device of its own.</summary>
    public void ImportNamed(LinkRecord record)
    {
        if (record.Device is not null || record.IsGone)
            return;

        var verdict = VerdictOn(record);
        if (verdict.Kind is Kind.Conflict && record.Waits)
            verdict = SetApart(record, verdict);
        Take([(record, verdict)]);
    }

    /// <summary>What a plan to import says of each record that could be imported.</summary>
    public Dictionary<string, PlannedChange> Plan(IEnumerable<LinkRecord> records) => Verdicts(records).ToDictionary(v => v.Record.Id, v => v.Verdict.Kind switch
    {
        Kind.Own => PlannedChange.Create,
        Kind.Conflict => PlannedChange.Hold,
        _ => PlannedChange.Update,
    });

    /// <summary>What an applied plan imports: those that are in doubt stay as they are.</summary>
    public void ApplyPlan(IEnumerable<LinkRecord> records) => Take([.. Verdicts(records).Where(v => v.Verdict.Kind is not Kind.Conflict)]);

    /// <summary>Takes a record's row away as if it had never been there.</summary>
    /// <returns>Its device when that goes with it, because it had no other record.</returns>
    public LinkedDevice? Forget(LinkRecord record)
    {
        Records.Remove(record.Id);
        if (record.Device is not { } device || Of(device).Any())
            return null;

        foreach (var (own, _) in _emptied.Where(e => e.Value == device).ToList())
            _emptied.Remove(own);
        return device;
    }

    /// <summary>Whether its row can go without leaving a device that no live record tells of.</summary>
    public bool CanForget(LinkRecord record) => record.Device is null || !Of(record.Device).Any(r => r != record) || Of(record.Device).Any(r => r != record && r.IsLive);

    /// <summary>A person takes a record out of a device that has others.</summary>
    public void Split(LinkRecord record)
    {
        var from = record.Device!;
        var isBack = record.Own is { } own && _emptied.TryGetValue(own, out var into) && into == from;
        var device = isBack ? record.Own! : new LinkedDevice(record.Company);
        if (isBack)
            _emptied.Remove(device);
        LinkRecord[] others = [.. Of(from).Where(r => r != record)];
        var next = record.TakenBy;
        record.Link(device, Now);
        record.Own = null;
        Apart.UnionWith(others.Select(o => Pair(o.Id, record.Id)));
        Revive(from, new() { [record] = next });
    }

    /// <summary>A person joins one record, or all of a device, to a device.</summary>
    /// <param name="former">The device whose records all go over; null for just the one record.</param>
    public void Join(LinkedDevice into, LinkRecord record, LinkedDevice? former)
    {
        LinkRecord[] joined = former is null ? [record] : [.. Of(former)];
        var before = joined.Select(r => r.Device).FirstOrDefault(d => d is not null && d != into);
        var emptied = before is not null && Of(before).All(joined.Contains) ? before : null;
        foreach (var there in Of(into).ToList())
            Apart.ExceptWith(joined.Select(r => Pair(r.Id, there.Id)));
        var next = joined.ToDictionary(r => r, r => r.TakenBy);
        foreach (var one in joined)
        {
            if (one.Device is not null && one.Device != into)
                one.Own ??= emptied;
            var (taken, at) = (one.TakenBy, one.TakenAt);
            one.Link(into, Now);
            if (former is not null)
                (one.TakenBy, one.TakenAt) = (taken, at);
        }

        if (emptied is not null)
        {
            foreach (var (gone, _) in _emptied.Where(e => e.Value == emptied).ToList())
                _emptied[gone] = into;
            _emptied[emptied] = into;
        }
        else if (before is not null)
        {
            Revive(before, next);
        }
    }

    public static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    private List<(LinkRecord Record, Verdict Verdict)> Verdicts(IEnumerable<LinkRecord> records) => [.. records.ToList().Select(r => (r, VerdictOn(r)))];

    private void Take(List<(LinkRecord Record, Verdict Verdict)> verdicts)
    {
        foreach (var (record, verdict) in verdicts)
        {
            if (verdict.Kind is Kind.Conflict)
            {
                record.Waits = true;
                continue;
            }

            record.Link(verdict.Kind is Kind.Own ? new LinkedDevice(record.Company) : verdict.Devices[0], Now);
            if (verdict.Kind is Kind.Own)
                record.IsLeftOut = false;
            if (verdict.InPlaceOf is { } former)
                (former.TakenBy, former.TakenAt) = (record, Now);
        }
    }

    private Verdict SetApart(LinkRecord record, Verdict conflict)
    {
        Apart.UnionWith(conflict.Devices.SelectMany(Of).Where(o => o != record).Select(o => Pair(o.Id, record.Id)));
        return new Verdict(Kind.Own, []);
    }

    // Whoever reads this beside decision 9 should find the same rules.
    private Verdict VerdictOn(LinkRecord record)
    {
        if (!isTrusted(record.Serial))
            return new(Kind.Own, []);

        LinkRecord[] same = [.. Records.Values.Where(r => r != record && r.Serial == record.Serial)];
        LinkRecord[] twins = [.. same.Where(r => r.From == record.From && r.IsSeen)];
        LinkedDevice[] devices = [.. same.Where(r => r.IsLive).Select(r => r.Device!).Distinct().Where(d => !Of(d).Any(o => Apart.Contains(Pair(o.Id, record.Id))))];

        // It is about to go, and another record with its number is there.
        if (!record.IsSeen && twins.Length > 0)
            return new(Kind.Conflict, devices);
        if (devices.Length == 0)
            return new(Kind.Own, []);

        // Twins that were there together are devices of their own; one that came later may be the other, enrolled anew.
        if (twins.Length > 0)
        {
            var isInDoubt = same.Any(r => r.From != record.From && r.IsLive && devices.Contains(r.Device!)) || twins.Any(t => t.IsLive && t.LinkedAt < record.FirstSeen);
            return new(isInDoubt ? Kind.Conflict : Kind.Own, devices);
        }

        if (devices.Length > 1 || same.Where(r => r.IsSeen).GroupBy(r => r.From).Any(g => g.Count() > 1))
            return new(Kind.Conflict, devices);

        LinkRecord[] beside = [.. Of(devices[0]).Where(r => r.IsLive && r.From == record.From)];
        var former = beside.Length == 1 && beside[0].Serial == record.Serial ? beside[0] : null;
        if ((beside.Length > 0 && (former is null || former.IsSeen || !record.IsSeen)) || devices[0].Company != record.Company)
            return new(Kind.Conflict, devices);
        return new(Kind.Joins, devices) { InPlaceOf = former };
    }

    // Who had lost its place to one that is taken away has it again, or loses it to the next in the row.
    private void Revive(LinkedDevice device, Dictionary<LinkRecord, LinkRecord?> taken)
    {
        LinkRecord[] there = [.. Of(device)];
        foreach (var record in there.Where(r => r.TakenBy is { } by && taken.ContainsKey(by)))
            record.TakenBy = taken[record.TakenBy!] is { } next && there.Contains(next) ? next : null;
        if (there.Length > 0 && !there.Any(r => r.IsLive))
            there.MaxBy(r => r.TakenAt)!.TakenBy = null;
    }

    private enum Kind
    {
        Own,
        Joins,
        Conflict,
    }

    private sealed record Verdict(Kind Kind, LinkedDevice[] Devices)
    {
        public LinkRecord? InPlaceOf { get; init; }
    }
}
