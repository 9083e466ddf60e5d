using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Sdk.Testing.Simulators;

namespace MSPortal.Connectors.Host.Demo;

/// <summary>The simulated vendors that the connectors' packages bring, each a process of its own that ends with the host.</summary>
internal sealed class Simulators : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private readonly List<Process> _processes = [];
    private readonly Dictionary<string, SimulatorAnnouncement> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What each simulator announced, by connector id.</summary>
    public IReadOnlyDictionary<string, SimulatorAnnouncement> Running => _running;

    /// <summary>Where the simulated vendors are, by connector id.</summary>
    public IReadOnlyDictionary<string, Uri> BaseAddresses => _running.ToDictionary(s => s.Key, s => s.Value.BaseAddress, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingsException">There is no simulator, or one did not start.</exception>
    public static async Task<Simulators> StartAsync(string connectorsDirectory, CancellationToken cancellationToken)
    {
        var simulators = new Simulators();
        var catalog = ConnectorCatalog.Load(connectorsDirectory, NullLogger.Instance);
        foreach (var entry in catalog.Entries.Where(e => e.SimulatorPath is not null))
            simulators._running[entry.Id] = await simulators.StartOneAsync(entry.SimulatorPath!, cancellationToken);

        return simulators._running.Count > 0
            ? simulators
            : throw new SettingsException($"No connector in {connectorsDirectory} brings a simulator, so there is nothing to show. Build the whole solution first.");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            // A simulator ends when its input closes; one that does not is ended.
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(2)))
                process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<SimulatorAnnouncement> StartOneAsync(string path, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet")
        {
            ArgumentList = { path, "--port", "0", "--accounts", "2", "--companies", "60", "--devices", "3000", "--exit-with-stdin" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new SettingsException($"The simulator {path} could not be started.");
        _processes.Add(process);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartTime);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (SimulatorAnnouncement.FromLine(line) is { } announcement)
                {
                    // Whatever it prints from here on is nobody's: read it, so that it never waits for a full pipe.
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return announcement;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SettingsException($"The simulator {path} did not say within {StartTime.TotalSeconds:0} seconds that it is ready.");
        }

        throw new SettingsException($"The simulator {path} ended before it was ready.");
    }
}
