using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Addigy.Simulator.Requests;

namespace MSPortal.Connectors.Addigy.Simulator;

/// <summary>What a simulator consists of, for those who serve it.</summary>
internal sealed record SimulatorParts(IReadOnlyList<Account> Accounts, FaultPlan Faults, RequestLog Requests, RateLimiter Limiter);
