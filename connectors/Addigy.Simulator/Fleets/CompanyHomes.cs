using MSPortal.Connectors.Addigy.Simulator.Names;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>A company with the policies that its devices live in.</summary>
/// <param name="Name">Name in the books and of the policy.</param>
/// <param name="Homes">Its top policy first, then those below.</param>
/// <param name="FlexPolicyId">A Flex Policy of this company; null for most.</param>
internal sealed record CompanyHomes(CompanyName Name, IReadOnlyList<FleetPolicy> Homes, string? FlexPolicyId);
