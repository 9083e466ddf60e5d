namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>A policy as Addigy keeps it.</summary>
public sealed record FleetPolicy
{
    /// <summary>The policy's identifier.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Name; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The policy above. Null and empty both mean a root; both occur.</summary>
    public string? ParentId { get; init; }

    /// <summary>A Flex Policy: reaches devices by rules and is never their home.</summary>
    public bool IsFlex { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
