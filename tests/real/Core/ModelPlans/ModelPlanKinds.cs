using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;

namespace MSPortal.Connectors.Tests.Real.Core.ModelPlans;

/// <summary>Imports all, all of a type, or devices that a person names.</summary>
internal sealed class ModelImportPlan(ModelFleet fleet, string? type, string[]? named) : ModelPlan(fleet)
{
    public string? Type => type;

    public string[]? Named => named;

    public override ModelDraft? Draft()
    {
        if (!Fleet.CanImport || (type is not null && !Fleet.Types.ContainsKey(type)) || (named is not null && !Array.TrueForAll(named, Fleet.Kept.ContainsKey)))
            return null;

        List<ModelKept> all = named is not null
            ? [.. named.Select(id => Fleet.Kept[id])]
            : [.. Fleet.Kept.Values.Where(k => (type is null || k.Type == type) && Fleet.StatusOf(k) is not ("Imported" or "ContainerUnmapped"))];
        return new ModelDraft(all.ConvertAll(Row), string.Join('\n', all.Select(ImportBasis)));
    }

    protected override void Do(ModelRow row)
    {
        if (row.Change is PlannedChange.Create)
            Fleet.Import(row.Kept);
        else
            Fleet.Move(row.Kept, row.To!);
    }

    // What was unticked must not come with the next sync, where Auto-Sync would bring it.
    protected override void Leave(ModelRow row, bool isExcluded)
    {
        if (isExcluded && row.HasToDo && Fleet.Types[row.Kept.Type].HasAutoSync)
            row.Kept.KeptFrom = Fleet.KeyOf(row.To);
    }

    private ModelRow Row(ModelKept kept)
    {
        var (status, place) = (Fleet.StatusOf(kept), Fleet.PlaceOf(kept));
        return Fleet.IsImportable(kept) ? new(kept, PlannedChange.Create, place!.Company)
            : status == "Held" && kept.Owner is not null && !Fleet.Holds(place!) && named is not null ? new(kept, PlannedChange.Move, place!.Company)
            : new(kept, status is "Held" or "ContainerUnmapped" ? PlannedChange.Hold : PlannedChange.Skip);
    }
}

/// <summary>Switches Auto-Sync on, which imports what waits, or off.</summary>
internal sealed class ModelAutoSyncPlan(ModelFleet fleet, string? type, bool isOff) : ModelPlan(fleet)
{
    private Dictionary<string, ModelType> _before = [];

    public string? Type => type;

    public bool IsOff => isOff;

    public override ModelDraft? Draft()
    {
        if (type is not null && (!Fleet.Types.TryGetValue(type, out var wanted) || (!isOff && (!wanted.IsMapped || wanted.IsIgnored))))
            return null;

        var types = Fleet.Types.Where(t => type is not null ? t.Key == type : isOff ? t.Value.HasAutoSync : t.Value is { IsMapped: true, IsIgnored: false }).ToDictionary();
        if (Drawn is null)
            _before = types.ToDictionary(t => t.Key, t => t.Value.Copy());
        List<ModelKept> waiting = isOff ? [] : [.. Fleet.Kept.Values.Where(k => k.Owner is null && types.ContainsKey(k.Type))];
        return new ModelDraft(
            waiting.ConvertAll(Row),
            string.Join('\n', [.. types.Select(t => $"{t.Key} {t.Value}"), .. waiting.Select(ImportBasis)]));
    }

    protected override void Do(ModelRow row) => Fleet.Import(row.Kept);

    // What was unticked must not come with the next sync.
    protected override void Leave(ModelRow row, bool isExcluded)
    {
        if (isExcluded && row.HasToDo)
            row.Kept.KeptFrom = Fleet.KeyOf(row.To);
    }

    protected override void End()
    {
        foreach (var key in _before.Keys)
            Fleet.Types[key].HasAutoSync = !isOff;
    }

    protected override void UndoSettings()
    {
        foreach (var (key, before) in _before)
        {
            var now = Fleet.Types[key];
            if ((now.Target, now.IsIgnored, now.HasAutoSync) == (before.Target, before.IsIgnored, !isOff))
                now.HasAutoSync = before.HasAutoSync;
        }
    }

    private ModelRow Row(ModelKept kept) =>
        Fleet.IsImportable(kept) ? new(kept, Fleet.IsLeftOut(kept) ? PlannedChange.Skip : PlannedChange.Create, Fleet.PlaceOf(kept)!.Company)
        : new(kept, Fleet.StatusOf(kept) is "Held" ? PlannedChange.Hold : PlannedChange.Skip);
}

/// <summary>Maps a site to a company, or takes its mapping away; devices go with it.</summary>
internal sealed class ModelMapPlan(ModelFleet fleet, string site, string? company) : ModelPlan(fleet)
{
    private (string? Said, bool IsDecided, bool IsAsked, string? Asked, int Decision)? _before;
    private int _decision;

    public string Site => site;

    public string? Company => company;

    public override ModelDraft? Draft()
    {
        if (!Fleet.Places.TryGetValue(site, out var place) || (company is not null && !Fleet.Companies.Contains(company)))
            return null;

        var changes = Fleet.Places.Values
            .Select(p => (Place: p, To: Fleet.CompanyIf(p, place, company), Holds: Fleet.Holds(p, place, company)))
            .Where(c => c.To != c.Place.Company)
            .ToDictionary(c => c.Place.Id);
        List<ModelKept> concerned = [.. Fleet.Kept.Values.Where(k => k.Site is not null && changes.ContainsKey(k.Site))];
        return new ModelDraft(
            concerned.ConvertAll(k => Row(k, changes[k.Site!].To, changes[k.Site!].Holds)),
            string.Join('\n', [
                $"{Fleet.OnMove} {Fleet.KeyOf(company)} {place.Decision} {place.IsAsked} {Fleet.KeyOf(place.AskedCompany)} {Fleet.KeyOf(place.Company)}",
                .. changes.Values.Select(c => $"{c.Place.Id} {Fleet.KeyOf(c.Place.Company)} {Fleet.KeyOf(c.To)} {c.Holds}"),
                .. concerned.Select(k => $"{k.Number} {k.Site} {k.Device} {k.Owner} {k.KeptFrom} {k.IsGone}")]));
    }

    protected override void Begin()
    {
        var place = Fleet.Places[site];
        var isNew = place.IsAsked || !place.IsDecided || place.Said != company;
        var before = (place.Said, place.IsDecided, place.IsAsked, Fleet.KeyOf(place.AskedCompany), place.Decision);
        Fleet.Decide(site, company);
        (_before, _decision) = (isNew ? before : null, place.Decision);
    }

    protected override void Do(ModelRow row) => Fleet.Move(row.Kept, row.To!);

    // What was unticked stays where it is, and nobody is asked about it again.
    protected override void Leave(ModelRow row, bool isExcluded)
    {
        if (row.Change is PlannedChange.Move || IsPlacedElsewhere(row))
            row.Kept.KeptFrom = Fleet.KeyOf(Fleet.Places[row.Kept.Site!].Company);
    }

    protected override void UndoSettings()
    {
        var place = Fleet.Places[site];
        if (_before is not { } before || place.Decision != _decision || (before.Said is not (null or ModelPlace.Never) && !Fleet.Companies.Contains(before.Said)))
            return;

        var former = Fleet.Places.Values.ToDictionary(p => p.Id, p => p.Company);
        var (isAsked, asked) = place.IsAsked ? (true, place.AskedCompany) : (before.IsAsked, Fleet.NameOf(before.Asked));
        Fleet.Decide(site, before.Said);
        (place.IsDecided, place.IsAsked, place.AskedCompany, place.Decision) = (before.IsDecided, isAsked, asked, before.Decision);
        foreach (var changed in Fleet.Places.Values.Where(p => p.Company is not null && p.Company != former[p.Id]))
            KeepPlaced(changed, former[changed.Id]);
    }

    // What a person put elsewhere since is not asked about because the site goes back.
    private void KeepPlaced(ModelPlace place, string? from)
    {
        foreach (var kept in Fleet.Kept.Values.Where(k => k.Site == place.Id && k.Owner is not null && k.Owner != place.Company && k.Owner != from
            && k.KeptFrom == Fleet.KeyOf(from) && k.Edits.Any(e => e.What == "company" && e.At > AppliedAt)))
            kept.KeptFrom = Fleet.KeyOf(place.Company);
    }

    protected override bool IsHeldThere(ModelRow row, ModelKept kept) => company is not null && Fleet.PlaceOf(kept)?.Company == row.To;

    private static bool IsPlacedElsewhere(ModelRow row) => row is { Change: PlannedChange.Hold, To: "placed" };

    private ModelRow Row(ModelKept kept, string? to, bool holds)
    {
        if (kept.Owner is null)
            return new(kept, PlannedChange.Skip);
        if (to is null || kept.IsGone)
            return new(kept, PlannedChange.Hold);
        if (kept.Owner == to || Fleet.OnMove == MoveChoice.Stay)
            return new(kept, PlannedChange.Skip);
        if (holds)
            return new(kept, PlannedChange.Hold);
        return Fleet.IsLeftOut(kept) || (kept.KeptFrom is { } from && from == Fleet.KeyOf(to))
            ? new(kept, PlannedChange.Hold, "placed")
            : new(kept, PlannedChange.Move, to);
    }
}

/// <summary>Maps a type to another device type, and gives its devices that.</summary>
internal sealed class ModelRetypePlan(ModelFleet fleet, string type, string target) : ModelPlan(fleet)
{
    private ModelType? _before;

    public string Type => type;

    public string Target => target;

    public override ModelDraft? Draft()
    {
        if (!Fleet.Types.TryGetValue(type, out var now))
            return null;

        if (Drawn is null)
            _before = now.Copy();
        List<ModelKept> imported = [.. Fleet.Kept.Values.Where(k => k.Type == type && k.Owner is not null && k.DeviceType != target)];
        return new ModelDraft(
            imported.ConvertAll(k => new ModelRow(k, PlannedChange.Update)),
            string.Join('\n', [$"{now.Target} {now.IsIgnored}", .. imported.Select(k => $"{k.Number} {k.Device} {k.DeviceType}")]));
    }

    protected override void Begin() => Fleet.Types[type].Target = target;

    protected override void Do(ModelRow row) => Fleet.Retype(row.Kept, target);

    protected override void UndoSettings()
    {
        // Without a device type there is no Auto-Sync.
        var now = Fleet.Types[type];
        if ((now.Target, now.IsIgnored) == (target, _before!.IsIgnored) && (_before.Target is not null || !now.HasAutoSync))
            now.Target = _before.Target;
    }
}

/// <summary>Moves devices of the inventory to a company, wherever their sites belong.</summary>
internal sealed class ModelMovePlan(ModelFleet fleet, string[] ids, string company) : ModelPlan(fleet)
{
    private readonly (string Id, int Device)[] _devices = [.. ids.Select(id => (id, fleet.Kept[id].Device))];

    public string[] Ids => ids;

    public string Company => company;

    public override ModelDraft? Draft()
    {
        if (!Fleet.Companies.Contains(company) || !Array.TrueForAll(_devices, d => Fleet.Kept.TryGetValue(d.Id, out var kept) && kept.Device == d.Device))
            return null;

        ModelKept[] all = [.. ids.Select(id => Fleet.Kept[id])];
        return new ModelDraft(
            [.. all.Select(k => k.Owner == company ? new ModelRow(k, PlannedChange.Skip) : new ModelRow(k, PlannedChange.Move, company))],
            string.Join('\n', all.Select(k => $"{k.Device} {k.Owner} {k.Number} {Fleet.KeyOf(Fleet.PlaceOf(k)?.Company)}")));
    }

    // A person put it there: no sync takes it back to the company of its site.
    protected override void Do(ModelRow row)
    {
        Fleet.Move(row.Kept, company);
        row.Kept.KeptFrom = Fleet.PlaceOf(row.Kept)?.Company is { } its && its != company ? Fleet.KeyOf(its) : null;
    }
}
