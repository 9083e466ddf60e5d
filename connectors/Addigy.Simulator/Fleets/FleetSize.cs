namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>What one account's fleet is made from.</summary>
/// <param name="Seed">Seed of this account.</param>
/// <param name="Companies">Companies.</param>
/// <param name="Devices">Devices, those with oddities included.</param>
/// <param name="Now">The instant that dates count back from.</param>
/// <param name="RootPolicy">Policy that all companies lie below; null for none.</param>
/// <param name="HasOddities">Whether odd values are mixed in.</param>
public sealed record FleetSize(
    ulong Seed,
    int Companies,
    int Devices,
    DateTimeOffset Now,
    string? RootPolicy,
    bool HasOddities);
