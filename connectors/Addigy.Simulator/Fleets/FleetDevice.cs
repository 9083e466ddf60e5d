using System.Collections.Immutable;
using MSPortal.Connectors.Addigy.Simulator.Facts;
using MSPortal.Connectors.Addigy.Simulator.Names;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>
/// A device as Addigy keeps it. Facts that are not stored here follow from the seed, so that 20,000 devices with 160
/// facts each need no 3 million objects.
/// </summary>
public sealed record FleetDevice
{
    /// <summary>The identifier that stays the same until the device enrols anew.</summary>
    public required string AgentId { get; init; }

    /// <summary>Seed of the facts; stays with the hardware when it enrols anew.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Serial number; null or empty for a few.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>Home policy; null when there is none.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Flex Policies that reach the device.</summary>
    public ImmutableArray<string> FlexPolicyIds { get; init; } = [];

    /// <summary>The hardware.</summary>
    public required AppleModel Model { get; init; }

    /// <summary>Operating system version and build.</summary>
    public required SystemVersion System { get; init; }

    /// <summary>Who uses it; null for shared devices.</summary>
    public Person? User { get; init; }

    /// <summary>When the device was last heard of.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the device enrolled.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>True when hardware_model, device_model_name and product_name are empty.</summary>
    public bool LacksModelNames { get; init; }

    /// <summary>Facts that were changed by hand; null for a fact that is left out of answers.</summary>
    public ImmutableDictionary<string, FactReading?> ChangedFacts { get; init; } =
        ImmutableDictionary<string, FactReading?>.Empty;
}
