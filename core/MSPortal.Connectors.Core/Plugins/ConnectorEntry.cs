using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>One folder of the connectors directory, as the admin sees it.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Id">The manifest's id; the folder's name when the connector failed to load.</param>
/// <param name="Name">The manifest's name; the folder's name when the connector failed to load.</param>
/// <param name="Status">Whether the connector can be used.</param>
public sealed record ConnectorEntry(string Folder, string Id, string Name, ConnectorStatus Status)
{
    /// <summary>Company that makes the product; null when the connector failed to load.</summary>
    public string? Vendor { get; init; }

    /// <summary>The assembly's informational version without build metadata; null when the connector failed to load.</summary>
    public string? Version { get; init; }

    /// <summary>Why it failed; null when ready.</summary>
    public string? FailureReason { get; init; }

    /// <summary>What the operator can do about the failure; null when ready.</summary>
    public string? FailureCure { get; init; }

    /// <summary>What the connector says about itself; null when it failed to load.</summary>
    public ConnectorManifest? Manifest { get; init; }

    /// <summary>Full path of the simulator's assembly; null when the connector brings none.</summary>
    public string? SimulatorPath { get; init; }
}

/// <summary>Whether a connector can be used.</summary>
public enum ConnectorStatus
{
    /// <summary>Loaded and checked.</summary>
    Ready,

    /// <summary>Not usable; the entry says why.</summary>
    Failed,
}
