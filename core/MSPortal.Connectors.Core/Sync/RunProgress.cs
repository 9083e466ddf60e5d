using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Telemetry;
using Trace = MSPortal.Connectors.Core.Telemetry.Trace;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>A run at work: its lease, its connection and its counters.</summary>
internal sealed class RunProgress
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly Databases _databases;
    private readonly RunWatch _watch;
    private long? _savedAt;

    public RunProgress(Databases databases, RunLease lease, VendorConnection vendor, TimeProvider clock)
    {
        (_databases, Lease, Vendor, Clock) = (databases, lease, vendor, clock);
        _watch = new RunWatch(lease.Run, vendor.Meter, clock.GetUtcNow());
        lease.Details = () => Details(Clock.GetUtcNow());
    }

    public RunLease Lease { get; }

    public VendorConnection Vendor { get; }

    public TimeProvider Clock { get; }

    /// <summary>See <see cref="DatabaseOptions.RecordsTogether"/>.</summary>
    public int RecordsTogether => _databases.Options.RecordsTogether;

    public SyncTally Tally { get; } = new();

    /// <summary>What this run and those who began it have done; read by <see cref="ResumeAsync"/>.</summary>
    public RunLog Log { get; private set; } = null!;

    /// <summary>What the run would have marked as not seen, had it not been too much; null when it was not.</summary>
    public HeldMissing? HeldMissing { get; set; }

    /// <summary>Whether a container came to a company, so that devices should be read if this run does not do so.</summary>
    public bool NeedsDevices { get; set; }

    public SyncRun Run => Lease.Run;

    public ConnectorsDb OpenDatabase() => _databases.Open(Run.TenantId);

    /// <summary>How the run has spent its time up to now, as JSON of <see cref="RunDetails"/>.</summary>
    public string Details(DateTimeOffset now) => _watch.Read(now).ToJson();

    /// <summary>Reads how far the run has come.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await using var db = OpenDatabase();
        Log = await RunLog.LoadAsync(db, Run, Tally, cancellationToken);
        HeldMissing = Run.HeldMissing is { } held ? JsonSerializer.Deserialize<HeldMissing>(held) : null;
        if (Log.Settled is not null)
            Tally.AutoImported = Run.AutoImported;
    }

    /// <summary>Says what the run is doing.</summary>
    public async Task EnterAsync(string phase, CancellationToken cancellationToken)
    {
        await using var db = OpenDatabase();
        await Lease.ProveAsync(db, cancellationToken);
        Trace.Run?.SetTag("connector.id", Vendor.Connector.Manifest.Id);
        var now = Clock.GetUtcNow();
        _watch.Enter(phase, now);
        var details = Details(now);
        await Lease.Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.Phase, phase).SetProperty(x => x.Details, details), cancellationToken);
    }

    /// <summary>Writes the counters inside the caller's transaction if they are a second old: people watch them, and the notes of the pages hold them.</summary>
    public Task SaveNowAndThenAsync(ConnectorsDb db, CancellationToken cancellationToken) =>
        _savedAt is { } at && Clock.GetElapsedTime(at) < SaveEvery ? Task.CompletedTask : SaveAsync(db, cancellationToken);

    /// <summary>Writes the counters inside the caller's transaction.</summary>
    public async Task SaveAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        _savedAt = Clock.GetTimestamp();
        var (tally, meter) = (Tally, Vendor.Meter);
        var held = HeldMissing is null ? null : JsonSerializer.Serialize(HeldMissing);
        var (requests, waited) = (Run.Requests + meter.RequestsSent, Run.WaitedSeconds + meter.TotalWaited.TotalSeconds);
        var details = Details(Clock.GetUtcNow());
        await tally.SaveAsync(Lease.Mine(db), cancellationToken);
        await Lease.Mine(db).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.HeldMissing, held)
                .SetProperty(x => x.Requests, requests)
                .SetProperty(x => x.WaitedSeconds, waited)
                .SetProperty(x => x.Details, details),
            cancellationToken);
        Activity.Current?.SetTag("run.received", tally.Received).SetTag("run.pages", tally.Pages).SetTag("run.requests", requests);
    }
}
