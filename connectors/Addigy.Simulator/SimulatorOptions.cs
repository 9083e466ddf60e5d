using MSPortal.Connectors.Addigy.Simulator.Fleets;
using MSPortal.Connectors.Addigy.Simulator.Requests;

namespace MSPortal.Connectors.Addigy.Simulator;

/// <summary>What a simulator is started with.</summary>
public sealed record SimulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Same seed and sizes give the same fleet, down to the identifiers.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>Addigy organizations, each with its own token and fleet.</summary>
    public int Accounts { get; init; } = 1;

    /// <summary>Companies in each account.</summary>
    public int Companies { get; init; } = 60;

    /// <summary>Devices in each account.</summary>
    public int Devices { get; init; } = 2000;

    /// <summary>The instant that dates of devices count back from; null takes the clock's time at the start.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The clock of the request log and of the rate limit.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Name of one policy that all companies' policies lie below; null puts them on the top level.</summary>
    public string? RootPolicy { get; init; }

    /// <summary>False leaves out everything odd: odd names, lost serial numbers, uncollected facts, orphan policies.</summary>
    public bool HasOddities { get; init; } = true;

    /// <summary>False makes configuration/whoami unknown (404), as in older versions of the API.</summary>
    public bool HasWhoAmI { get; init; } = true;

    /// <summary>The vendor's limit; null sets none.</summary>
    public RateLimit? RateLimit { get; init; }

    internal FleetSize SizeOfAccount(int index, DateTimeOffset now) =>
        new((ulong)(uint)Seed * 1_000_003UL + (ulong)index, Companies, Devices, now, RootPolicy, HasOddities);
}
