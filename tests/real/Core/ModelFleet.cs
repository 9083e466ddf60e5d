using MSPortal.Connectors.Core.Integrations;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>
/// What vendor and people did, and what must have come of it: companies by the nearest decision, devices that are staged,
/// imported, held, missed and gone. Knows the rules of the documentation, and nothing of the product's code.
/// </summary>
internal sealed partial class ModelFleet
{
    public Dictionary<string, ModelSite> Sites { get; } = [];

    public List<ModelDevice> Devices { get; } = [];

    public List<ModelDevice> Vanished { get; } = [];

    public SortedDictionary<string, ModelPlace> Places { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelKept> Kept { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelType> Types { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Companies { get; } = new(StringComparer.Ordinal);

    /// <summary>What people said about devices that are not kept any more, and the numbers they had.</summary>
    public SortedDictionary<string, (string KeptFrom, int Number)> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens to imported devices whose site belongs to another company.</summary>
    public MoveChoice OnMove { get; set; } = MoveChoice.Hold;

    /// <summary>Whether the integration was deleted: no site, record or mapping is there any more, only devices that were kept.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Counts steps.</summary>
    public int Now { get; set; }

    /// <summary>Whether a site came to a company, so that a run over the devices must follow.</summary>
    public bool NeedsDevices { get; set; }

    private readonly Dictionary<string, int> _timesMade = [];
    private int _lastNumber;

    public int PageSize => Math.Max(3, Devices.Count / 4);

    /// <summary>Works out all companies again.</summary>
    /// <returns>The sites whose company changed, with the one they had.</returns>
    public List<(ModelPlace Place, string? Before)> Settle()
    {
        List<(ModelPlace Place, string? Before)> changes = [];
        foreach (var place in Places.Values)
        {
            var company = CompanyIf(place);
            if (company == place.Company)
                continue;

            changes.Add((place, place.Company));
            place.Company = company;
        }

        foreach (var kept in Kept.Values.Where(k => k.Owner is null && Places[k.Site!].Company is null).ToList())
            Forget(kept);
        return changes;
    }

    /// <summary>The company of a site, as things stand or if a person said this of another one.</summary>
    public string? CompanyIf(ModelPlace place, ModelPlace? decided = null, string? said = null)
    {
        var decider = place;
        while (decider is not null && SaidOf(decider) is null)
            decider = ParentOf(decider);
        return decider is null || SaidOf(decider) == ModelPlace.Never ? null : SaidOf(decider);

        string? SaidOf(ModelPlace p) => p == decided ? said : p.Said;
    }

    /// <summary>Whether new devices of a site wait for an answer.</summary>
    public bool Holds(ModelPlace place, ModelPlace? decided = null, string? said = null)
    {
        if (CompanyIf(place, decided, said) is null)
            return false;

        var current = place;
        while (current is not null && (current == decided ? said is null : current is { IsAsked: false, Said: null }))
            current = ParentOf(current);
        return current is { IsAsked: true } && current != decided;
    }

    /// <summary>A company's name for as long as it is this one: one that is made anew is another.</summary>
    public string? KeyOf(string? company) => company is null ? null : $"{company}#{_timesMade.GetValueOrDefault(company)}";

    /// <summary>The name behind a key; null when that company is gone.</summary>
    public string? NameOf(string? key) => key?.Split('#')[0] is { } name && Companies.Contains(name) && KeyOf(name) == key ? name : null;

    /// <summary>Begins to keep a device, or keeps it again.</summary>
    public ModelKept Keep(string id)
    {
        var kept = LeftOut.Remove(id, out var former)
            ? new ModelKept(id) { Number = former.Number, KeptFrom = former.KeptFrom }
            : new ModelKept(id) { Number = ++_lastNumber };
        Kept.Add(id, kept);
        return kept;
    }

    /// <summary>Nothing is kept of a device any more, but for what a person said.</summary>
    public void Forget(ModelKept kept)
    {
        Kept.Remove(kept.Id);
        if (kept.KeptFrom is { } from)
            LeftOut[kept.Id] = (from, kept.Number);
    }

    public ModelPlace? PlaceOf(ModelKept kept) => kept.Site is null ? null : Places[kept.Site];

    public string StatusOf(ModelKept kept)
    {
        var place = PlaceOf(kept);
        var type = Types[kept.Type];
        return place?.Company is null ? "ContainerUnmapped"
            : kept.IsGone ? "NotSeen"
            : kept.Owner is not null ? (IsWhereItBelongs(kept, place) ? "Imported" : "Held")
            : type.IsIgnored ? "Ignored"
            : Holds(place) ? "Held"
            : kept.HasFailed ? "Failed"
            : type.IsMapped ? "New"
            : "TypeUnmapped";
    }

    /// <summary>Whether an imported device is with the company of its site, or shall not be.</summary>
    public bool IsWhereItBelongs(ModelKept kept, ModelPlace place) =>
        kept.Owner == place.Company || OnMove == MoveChoice.Stay || (kept.KeptFrom is not null && kept.KeptFrom == KeyOf(place.Company));

    /// <summary>A person decides about a site.</summary>
    /// <returns>Whether that is possible.</returns>
    public bool Decide(string site, string? said)
    {
        if (!Places.TryGetValue(site, out var place) || (said is not (null or ModelPlace.Never) && !Companies.Contains(said)))
            return false;

        (place.Said, place.IsDecided, place.IsAsked, place.AskedCompany, place.Decision) = (said, true, false, null, ++_lastNumber);
        NeedsDevices |= Settle().Exists(c => c.Before is null);
        return true;
    }

    public bool CreateCompany(string company)
    {
        if (!Companies.Add(company))
            return false;

        _timesMade[company] = _timesMade.GetValueOrDefault(company) + 1;
        return true;
    }

    public void Delete(Func<ModelKept, bool> stays)
    {
        IsDeleted = true;
        LeftOut.Clear();
        foreach (var kept in Kept.Values.ToList())
        {
            kept.Site = null;
            if (kept.Owner is null || !stays(kept))
                Kept.Remove(kept.Id);
        }
    }

    public bool DeleteCompany(string company)
    {
        if (!Companies.Contains(company) || Places.Values.Any(p => p.Company == company) || Kept.Values.Any(k => k.Owner == company))
            return false;

        Companies.Remove(company);
        foreach (var place in Places.Values.Where(p => p.AskedCompany == company))
            place.AskedCompany = null;
        return true;
    }

    public bool Ignore(string type, bool isIgnored)
    {
        if (!Types.TryGetValue(type, out var known))
            return false;

        known.IsIgnored = isIgnored;
        known.HasAutoSync &= !isIgnored;
        return true;
    }

    public bool AutoSync(string type, bool isOn)
    {
        if (!Types.TryGetValue(type, out var known) || (isOn && (!known.IsMapped || known.IsIgnored)))
            return false;

        known.HasAutoSync = isOn;
        return true;
    }

    public void MapTypes()
    {
        foreach (var (name, type) in Types.Where(t => !t.Value.IsIgnored))
            type.Target ??= name;
    }

    public bool CanImport => Places.Values.Any(p => p.Company is not null);

    public bool ImportAll()
    {
        if (!CanImport)
            return false;

        foreach (var kept in Kept.Values.Where(IsImportable))
            Import(kept);
        return true;
    }

    /// <summary>A person imports the very device.</summary>
    public void ImportNamed(string id)
    {
        var kept = Kept[id];
        var status = StatusOf(kept);
        if (IsImportable(kept))
            Import(kept);
        else if (status == "Held" && kept.Owner is not null && !Holds(Places[kept.Site!]))
            Move(kept, Places[kept.Site!].Company!);
        else if (status is "TypeUnmapped" or "Failed")
            kept.HasFailed = true;
    }

    /// <summary>What Auto-Sync takes in at the end of a run.</summary>
    /// <returns>How many.</returns>
    public int AutoImport()
    {
        var imported = Kept.Values.Where(k => Types[k.Type].HasAutoSync && IsImportable(k) && !IsLeftOut(k)).ToList();
        if (OnMove == MoveChoice.Follow)
        {
            foreach (var kept in Kept.Values.Where(k => k.Owner is not null && StatusOf(k) == "Held" && !Holds(Places[k.Site!]) && !IsMarked(k)))
                kept.Owner = Places[kept.Site!].Company;
        }

        imported.ForEach(Import);
        return imported.Count;
    }

    /// <summary>Whether a person said that it shall not be with the company of its site.</summary>
    public bool IsLeftOut(ModelKept kept) => kept.KeptFrom is not null && kept.KeptFrom == KeyOf(PlaceOf(kept)?.Company);

    /// <summary>A person moves its device.</summary>
    public void Move(ModelKept kept, string to)
    {
        kept.Edits.Add(new ModelEdit(Now, "company", kept.Owner!, to));
        kept.Owner = to;
    }

    /// <summary>A person gives its device another type.</summary>
    public void Retype(ModelKept kept, string to)
    {
        kept.Edits.Add(new ModelEdit(Now, "type", kept.DeviceType!, to));
        kept.DeviceType = to;
    }

    public bool IsImportable(ModelKept kept) => StatusOf(kept) is "New" || (StatusOf(kept) is "Failed" && Types[kept.Type].IsMapped);

    /// <summary>Makes a device of it.</summary>
    public void Import(ModelKept kept)
    {
        (kept.Owner, kept.HasFailed, kept.KeptFrom) = (Places[kept.Site!].Company, false, null);
        (kept.Device, kept.DeviceType) = (++_lastNumber, Types[kept.Type].Target);
        kept.Edits.Clear();
    }

    // A parent that is not there, or a loop, puts a site at the top.
    private ModelPlace? ParentOf(ModelPlace place)
    {
        if (place.Parent is null || !Places.TryGetValue(place.Parent, out var parent))
            return null;

        var above = parent;
        for (var steps = 0; above is not null && steps <= Places.Count; steps++)
        {
            if (above == place)
                return null;
            above = above.Parent is null ? null : Places.GetValueOrDefault(above.Parent);
        }

        return parent;
    }
}
