using System.Reflection;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Telemetry;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>The connectors of the host, those that failed to load included. Read once, at the start.</summary>
public sealed class ConnectorCatalog
{
    private readonly Dictionary<string, LoadedConnector> _ready;

    private ConnectorCatalog(IReadOnlyList<ConnectorEntry> entries, Dictionary<string, LoadedConnector> ready)
    {
        Entries = entries;
        _ready = ready;
    }

    /// <summary>One entry for each folder that holds a connector.json, in the order of the folders' names.</summary>
    public IReadOnlyList<ConnectorEntry> Entries { get; }

    /// <summary>The connector with this id; null when there is none or it failed to load.</summary>
    public LoadedConnector? Find(string connectorId) => _ready.GetValueOrDefault(connectorId);

    /// <summary>Loads every connector of a directory. A broken one becomes an entry with its reason and a warning in the log.</summary>
    public static ConnectorCatalog Load(string directory, ILogger log)
    {
        using var span = Trace.Start("connectors.load");
        var entries = new List<ConnectorEntry>();
        var ready = new Dictionary<string, LoadedConnector>(StringComparer.Ordinal);
        foreach (var folder in Folders(directory, log))
        {
            var entry = LoadFolder(folder, ready, log);
            entries.Add(entry);
            if (entry.Status == ConnectorStatus.Ready)
                log.LogInformation("Connector {Connector} {Version} is ready.", entry.Id, entry.Version);
        }

        return new ConnectorCatalog(entries, ready);
    }

    /// <summary>A catalog of connectors that are already there, for tests.</summary>
    internal static ConnectorCatalog Of(params LoadedConnector[] connectors) => new(
        [.. connectors.Select(connector => Ready("", connector, null))],
        connectors.ToDictionary(connector => connector.Manifest.Id, StringComparer.Ordinal));

    private static string[] Folders(string directory, ILogger log)
    {
        if (!Directory.Exists(directory))
        {
            log.LogWarning("The connectors directory {Directory} does not exist: no connector is available.", directory);
            return [];
        }

        try
        {
            return [.. Directory.EnumerateDirectories(Path.GetFullPath(directory))
                .Where(folder => File.Exists(Path.Combine(folder, ConnectorFile.Name)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The connectors directory {Directory} can't be read: no connector is available.", directory);
            return [];
        }
    }

    private static ConnectorEntry LoadFolder(string folder, Dictionary<string, LoadedConnector> ready, ILogger log)
    {
        try
        {
            var file = ConnectorFile.Read(folder);
            var connector = LoadedConnector.From(ConnectorAssembly.Load(file.AssemblyPath));
            if (!ready.TryAdd(connector.Manifest.Id, connector))
            {
                throw new BrokenConnectorException(
                    $"Another folder already holds a connector with the id '{connector.Manifest.Id}'.",
                    "Keep only one of the two folders and restart the host.");
            }

            return Ready(folder, connector, Simulator(file, log));
        }
        catch (Exception e)
        {
            var (reason, cure) = LoadFailure.Explain(e);
            log.LogWarning(e, "The connector in {Folder} can't be used. {Reason} {Cure}", folder, reason, cure);
            return new ConnectorEntry(folder, Path.GetFileName(folder), Path.GetFileName(folder), ConnectorStatus.Failed)
            {
                FailureReason = reason,
                FailureCure = cure,
            };
        }
    }

    private static ConnectorEntry Ready(string folder, LoadedConnector connector, string? simulator) =>
        new(folder, connector.Manifest.Id, connector.Manifest.Name, ConnectorStatus.Ready)
        {
            Vendor = connector.Manifest.Vendor,
            Version = VersionOf(connector.Connector.GetType().Assembly),
            Manifest = connector.Manifest,
            SimulatorPath = simulator,
        };

    private static string? Simulator(ConnectorFile file, ILogger log)
    {
        if (file.SimulatorPath is null || File.Exists(file.SimulatorPath))
            return file.SimulatorPath;

        log.LogWarning("The simulator {Path} is not there: the connector works, but can't be shown in the demo.", file.SimulatorPath);
        return null;
    }

    private static string? VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString(3);
}
