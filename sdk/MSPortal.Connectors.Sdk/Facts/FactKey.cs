namespace MSPortal.Connectors.Sdk.Facts;

/// <summary>Names a fact. The keys are those of <see cref="DeviceFacts"/>; connectors don't make their own.</summary>
public abstract record FactKey
{
    private protected FactKey(string key, string label, FactSection section, FactUnit unit, Type valueType)
    {
        Key = key;
        Label = label;
        Section = section;
        Unit = unit;
        ValueType = valueType;
    }

    /// <summary>Stable key, lower snake case, stored and sent over the API.</summary>
    public string Key { get; }

    /// <summary>Name for people.</summary>
    public string Label { get; }

    /// <summary>Where Device Detail shows it.</summary>
    public FactSection Section { get; }

    /// <summary>Unit of the value.</summary>
    public FactUnit Unit { get; }

    /// <summary>Type of the value.</summary>
    public Type ValueType { get; }
}

/// <summary>Names a fact and the type of its value.</summary>
/// <typeparam name="T">
/// <see cref="string"/>, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="DateTimeOffset"/>.
/// </typeparam>
public sealed record FactKey<T> : FactKey
    where T : notnull
{
    internal FactKey(string key, string label, FactSection section, FactUnit unit = FactUnit.None)
        : base(key, label, section, unit, typeof(T))
    {
    }

    /// <summary>The fact that a reading gives.</summary>
    public Fact From(Reading<T> reading) =>
        new(this, reading.State, reading.IsKnown ? reading.Value : null, reading.Note, reading.ObservedAt);
}

/// <summary>The sections of Device Detail.</summary>
public enum FactSection
{
    /// <summary>What the device is called; shown in the page's head.</summary>
    Identity,

    /// <summary>Model, processor, memory, disk.</summary>
    Hardware,

    /// <summary>Encryption, firewall and other protections.</summary>
    Security,

    /// <summary>Host name and addresses.</summary>
    Network,

    /// <summary>Charge and wear.</summary>
    Battery,

    /// <summary>Who uses it.</summary>
    User,

    /// <summary>Operating system, agent, last contact.</summary>
    System,
}

/// <summary>Unit of a fact's value.</summary>
public enum FactUnit
{
    /// <summary>A plain value.</summary>
    None,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Percent, 0 to 100.</summary>
    Percent,

    /// <summary>Charge cycles.</summary>
    Cycles,
}
