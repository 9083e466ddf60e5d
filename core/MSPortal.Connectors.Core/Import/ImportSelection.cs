namespace MSPortal.Connectors.Core.Import;

/// <summary>What to import: named devices, all of a type, or all that can be imported. Exactly one of them.</summary>
public sealed record ImportSelection(IReadOnlyList<Guid>? StagedDeviceIds = null, string? TypeKey = null, bool All = false)
{
    /// <summary>Most devices that can be named one by one.</summary>
    public const int MaxNamed = 50_000;

    /// <summary>Whether the devices are named one by one; a person then means each of them.</summary>
    public bool IsNamed => StagedDeviceIds is not null;

    /// <summary>Whether another one chooses the same devices, in whatever order it names them.</summary>
    public bool ChoosesTheSame(ImportSelection other) =>
        TypeKey == other.TypeKey && All == other.All && IsNamed == other.IsNamed && (!IsNamed || StagedDeviceIds!.ToHashSet().SetEquals(other.StagedDeviceIds!));
}
