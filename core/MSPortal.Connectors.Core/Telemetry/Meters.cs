using System.Diagnostics.Metrics;
using MSPortal.Connectors.Core.VendorHttp;

namespace MSPortal.Connectors.Core.Telemetry;

/// <summary>The figures of what the engine does. Without a listener they cost next to nothing.</summary>
/// <remarks>Tags are ids of connectors and words of our own, so that there are few series and nothing of a customer's in them.</remarks>
public static class Meters
{
    /// <summary>Name of the meter, for those who listen.</summary>
    public const string MeterName = "MSPortal.Connectors";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("connectors.runs", "{run}", "Syncs that ended.");
    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("connectors.run.duration", "s", "Time from the start of a sync to its end.");
    private static readonly Counter<long> Devices = Meter.CreateCounter<long>("connectors.devices", "{device}", "Devices that syncs received, by what became of them.");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("connectors.vendor.requests", "{request}", "Requests to vendors.");
    private static readonly Histogram<double> RequestDuration = Meter.CreateHistogram<double>("connectors.vendor.request.duration", "s", "Time until a vendor answered, or did not.");
    private static readonly Counter<double> Waits = Meter.CreateCounter<double>("connectors.waits", "s", "Time that calls to vendors were put off.");
    private static readonly Counter<long> Leases = Meter.CreateCounter<long>("connectors.leases", "{lease}", "Runs that this host took, took over from a dead worker, or lost to another.");
    private static readonly Gauge<long> Queue = Meter.CreateGauge<long>("connectors.queue", "{item}", "Runs and imports that are due and wait for a worker, at the last look.");

    /// <summary>Whether anybody wants to know how runs ended, so that it is worth asking the database.</summary>
    internal static bool WantsRuns => Runs.Enabled || RunDuration.Enabled || Devices.Enabled;

    internal static void RunEnded(RunFigures run)
    {
        KeyValuePair<string, object?> connector = new("connector.id", run.ConnectorId);
        Runs.Add(1, connector, new("run.state", run.State), new("run.trigger", run.Trigger));
        RunDuration.Record(run.Duration.TotalSeconds, connector, new("run.state", run.State));
        foreach (var (outcome, count) in run.Devices)
            Devices.Add(count, connector, new("outcome", outcome));
    }

    internal static void RequestEnded(string connectorId, string outcome, TimeSpan duration)
    {
        Requests.Add(1, new("connector.id", connectorId), new("outcome", outcome));
        RequestDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("connector.id", connectorId));
    }

    internal static void Waited(WaitReason reason, TimeSpan time) =>
        Waits.Add(time.TotalSeconds, new KeyValuePair<string, object?>("reason", reason.ToString()));

    internal static void LeaseChanged(string change) => Leases.Add(1, new KeyValuePair<string, object?>("change", change));

    internal static void LookedAtQueue(int runs, int imports)
    {
        Queue.Record(runs, new KeyValuePair<string, object?>("kind", "run"));
        Queue.Record(imports, new KeyValuePair<string, object?>("kind", "import"));
    }
}

/// <summary>What is counted of a run when it has ended.</summary>
/// <param name="Devices">How many devices, by what became of them.</param>
internal sealed record RunFigures(string ConnectorId, string State, string Trigger, TimeSpan Duration, IReadOnlyList<(string Outcome, int Count)> Devices);
