using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>A fact that Addigy knows.</summary>
/// <param name="Identifier">Key in answers.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Type">string, number, boolean, list or date.</param>
/// <param name="Read">What a device has for it.</param>
public sealed record FactDefinition(string Identifier, string Name, string Type, Func<FactContext, object?> Read)
{
    /// <summary>True when the fact is always collected: what identifies a device and places it.</summary>
    public bool IsSteady { get; init; }

    /// <summary>True for a fact of the organization's own making.</summary>
    public bool IsCustom { get; init; }

    internal ulong Salt { get; } = Dice.Hash(Identifier);
}
