using System.Collections.Frozen;
using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>All facts, and how one is read for a device.</summary>
public static class FactCatalogue
{
    private static readonly FrozenDictionary<string, FactDefinition> ByIdentifier = List().ToFrozenDictionary(fact => fact.Identifier);

    /// <summary>All facts, in the order of the list that the vendor answers with.</summary>
    public static IReadOnlyList<FactDefinition> All { get; } = [.. List()];

    /// <summary>What an answer holds when the request names no facts. The policy is not among them.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
        ["device_name", "serial_number", "device_model_name", "os_version", "agent_version", "online", "last_online"];

    /// <summary>The fact of an identifier; null when there is none.</summary>
    public static FactDefinition? Find(string identifier) => ByIdentifier.GetValueOrDefault(identifier);

    /// <summary>What a device has for a fact; null when answers leave the fact out.</summary>
    public static FactReading? Read(FactDefinition fact, FleetDevice device, FleetSnapshot fleet)
    {
        if (device.ChangedFacts.TryGetValue(fact.Identifier, out var changed))
            return changed;

        var dice = new Dice(device.Seed ^ fact.Salt);
        if (!fact.IsSteady && fleet.HasOddities)
        {
            switch (dice.Below(300))
            {
                case < 3:
                    return null;
                case 3:
                    return new FactReading(null, "fact could not be collected: time-out after 30s");
                case 4:
                    return new FactReading(null);
            }
        }

        return new FactReading(fact.Read(new FactContext(device, fleet.Tree, fleet.Now, dice)));
    }

    private static IEnumerable<FactDefinition> List() =>
    [
        .. IdentityFacts.All, .. HardwareFacts.All, .. PowerFacts.All, .. SystemFacts.All, .. SecurityFacts.All,
        .. ManagementFacts.All, .. NetworkFacts.All, .. Custom,
    ];

    private static FactDefinition[] Custom =>
    [
        MacText("3f1c2a5e-7b64-4d0e-9a57-0c5f5b1f6d10", "Asset tag", fact => $"AT-{fact.Dice.Between(1000, 9999)}") with { IsCustom = true },
        MacText("b6d0a9c4-18f2-4f7b-8e3d-5a4bb8a7d722", "Backup agent is healthy", fact => fact.Dice.Percent(90)) with { IsCustom = true, Type = "boolean" },
    ];
}
