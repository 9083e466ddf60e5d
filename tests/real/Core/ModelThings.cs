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

    /// <summary>Tells decisions apart that say the same.</summary>
    public int Decision { get; set; }
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

    /// <summary>Tells it from what is kept of the same device at another time.</summary>
    public int Number { get; init; }

    /// <summary>Company in the inventory; null when it is not imported.</summary>
    public string? Owner { get; set; }

    /// <summary>Tells its device in the inventory from all others; 0 when it is not imported.</summary>
    public int Device { get; set; }

    /// <summary>Type in the inventory; null when it is not imported.</summary>
    public string? DeviceType { get; set; }

    /// <summary>The company that a person said it shall not be with, as <see cref="ModelFleet.KeyOf"/> names it; null for none.</summary>
    public string? KeptFrom { get; set; }

    /// <summary>The company of the site that the vendor moved it to, as long as nobody let it follow; null for none.</summary>
    public string? MovedTo { get; set; }

    /// <summary>Whether it moved together with too many others.</summary>
    public bool IsMoveHeld { get; set; }

    /// <summary>What people changed on its device.</summary>
    public List<ModelEdit> Edits { get; } = [];

    /// <summary>Whether people changed something after a moment, and did not change it back.</summary>
    public bool IsEditedAfter(int moment) =>
        Edits.Where(e => e.At > moment).GroupBy(e => e.What).Any(g => g.First().Before != g.Last().After);
}

/// <summary>What a person changed on a device.</summary>
internal sealed record ModelEdit(int At, string What, string Before, string After);

/// <summary>A provider device type and its switches.</summary>
internal sealed class ModelType
{
    /// <summary>Device type that it maps to; null for none.</summary>
    public string? Target { get; set; }

    public bool IsMapped => Target is not null;

    public bool IsIgnored { get; set; }

    public bool HasAutoSync { get; set; }

    public ModelType Copy() => new() { Target = Target, IsIgnored = IsIgnored, HasAutoSync = HasAutoSync };

    public override string ToString() => $"{Target} {IsIgnored} {HasAutoSync}";
}

