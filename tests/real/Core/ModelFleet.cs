namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A site as the vendor has it.</summary>
internal sealed record ModelSite(string Id, string Name, string? Parent);

/// <summary>A device as the vendor has it.</summary>
internal sealed record ModelDevice(string Id, string Name, string? Site, string Type);

/// <summary>A site as we know it, and what people said about it.</summary>
internal sealed class ModelPlace(string id)
{
    public const string Never = "never";

    public string Id { get; } = id;

    public string Name { get; set; } = "";

    public string? Parent { get; set; }

    public int Missed { get; set; }

    public bool IsGone { get; set; }

    /// <summary>What a person said: a company, <see cref="Never"/>, or null for none of its own.</summary>
    public string? Said { get; set; }

    /// <summary>Whether a person ever said something.</summary>
    public bool IsDecided { get; set; }

    /// <summary>The company in force.</summary>
    public string? Company { get; set; }

    /// <summary>Whether the vendor's moves made its company doubtful.</summary>
    public bool IsAsked { get; set; }

    /// <summary>The company it had before; null when a person had left it without one, or when that is gone.</summary>
    public string? AskedCompany { get; set; }
}

/// <summary>A device that we keep.</summary>
internal sealed class ModelKept(string id)
{
    public string Id { get; } = id;

    public string Name { get; set; } = "";

    public string Type { get; set; } = "";

    public string? Site { get; set; }

    public int Missed { get; set; }

    public bool IsGone { get; set; }

    public bool HasFailed { get; set; }

    /// <summary>Company in the inventory; null when it is not imported.</summary>
    public string? Owner { get; set; }
}

/// <summary>A provider device type and its switches.</summary>
internal sealed class ModelType
{
    public bool IsMapped { get; set; }

    public bool IsIgnored { get; set; }

    public bool HasAutoSync { get; set; }
}

/// <summary>
/// What vendor and people did, and what must have come of it: companies by the nearest decision, devices that are staged,
/// imported, held, missed and gone. Knows the rules of the documentation, and nothing of the product's code.
/// </summary>
internal sealed class ModelFleet
{
    public Dictionary<string, ModelSite> Sites { get; } = [];

    public List<ModelDevice> Devices { get; } = [];

    public List<ModelDevice> Vanished { get; } = [];

    public SortedDictionary<string, ModelPlace> Places { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelKept> Kept { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelType> Types { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Companies { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a site came to a company, so that a run over the devices must follow.</summary>
    public bool NeedsDevices { get; set; }

    public int PageSize => Math.Max(3, Devices.Count / 4);

    /// <summary>Works out all companies again.</summary>
    /// <returns>The sites whose company changed, with the one they had.</returns>
    public List<(ModelPlace Place, string? Before)> Settle()
    {
        List<(ModelPlace Place, string? Before)> changes = [];
        foreach (var place in Places.Values)
        {
            var decider = place;
            while (decider is { Said: null })
                decider = ParentOf(decider);
            var company = decider?.Said is null or ModelPlace.Never ? null : decider.Said;
            if (company == place.Company)
                continue;

            changes.Add((place, place.Company));
            place.Company = company;
        }

        foreach (var kept in Kept.Values.Where(k => k.Owner is null && Places[k.Site!].Company is null).ToList())
            Kept.Remove(kept.Id);
        return changes;
    }

    /// <summary>Whether new devices of a site wait for an answer.</summary>
    public bool Holds(ModelPlace place)
    {
        if (place.Company is null)
            return false;

        var current = place;
        while (current is { IsAsked: false, Said: null })
            current = ParentOf(current);
        return current is { IsAsked: true };
    }

    public string StatusOf(ModelKept kept)
    {
        var place = kept.Site is null ? null : Places[kept.Site];
        var type = Types[kept.Type];
        return place?.Company is null ? "ContainerUnmapped"
            : kept.IsGone ? "NotSeen"
            : kept.Owner is not null ? (kept.Owner == place.Company ? "Imported" : "Held")
            : type.IsIgnored ? "Ignored"
            : Holds(place) ? "Held"
            : kept.HasFailed ? "Failed"
            : type.IsMapped ? "New"
            : "TypeUnmapped";
    }

    /// <summary>A person decides about a site.</summary>
    /// <returns>Whether that is possible.</returns>
    public bool Decide(string site, string? said)
    {
        if (!Places.TryGetValue(site, out var place) || (said is not (null or ModelPlace.Never) && !Companies.Contains(said)))
            return false;

        (place.Said, place.IsDecided, place.IsAsked, place.AskedCompany) = (said, true, false, null);
        NeedsDevices |= Settle().Exists(c => c.Before is null);
        return true;
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
        foreach (var type in Types.Values.Where(t => !t.IsIgnored))
            type.IsMapped = true;
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
            kept.Owner = Places[kept.Site!].Company;
        else if (status is "TypeUnmapped" or "Failed")
            kept.HasFailed = true;
    }

    /// <summary>What Auto-Sync takes in at the end of a run.</summary>
    /// <returns>How many.</returns>
    public int AutoImport()
    {
        var imported = Kept.Values.Where(k => Types[k.Type].HasAutoSync && IsImportable(k)).ToList();
        imported.ForEach(Import);
        return imported.Count;
    }

    private bool IsImportable(ModelKept kept) => StatusOf(kept) is "New" || (StatusOf(kept) is "Failed" && Types[kept.Type].IsMapped);

    private void Import(ModelKept kept) => (kept.Owner, kept.HasFailed) = (Places[kept.Site!].Company, false);

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
