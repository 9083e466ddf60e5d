using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Telemetry;
using Trace = MSPortal.Connectors.Core.Telemetry.Trace;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>A run at work: its lease, its connection and its counters.</summary>
internal sealed class RunProgress(Databases databases, RunLease lease, VendorConnection vendor, TimeProvider clock)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private long? _savedAt;

    public RunLease Lease { get; } = lease;

    public VendorConnection Vendor { get; } = vendor;

    public TimeProvider Clock { get; } = clock;

    public SyncTally Tally { get; } = new();

    /// <summary>What this run and those who began it have done; read by <see cref="ResumeAsync"/>.</summary>
    public RunLog Log { get; private set; } = null!;

    /// <summary>What the run would have marked as not seen, had it not been too much; null when it was not.</summary>
    public HeldMissing? HeldMissing { get; set; }

    /// <summary>Whether a container came to a company, so that devices should be read if this run does not do so.</summary>
    public bool NeedsDevices { get; set; }

    public SyncRun Run => Lease.Run;

    public ConnectorsDb OpenDatabase() => databases.Open(Run.TenantId);

    /// <summary>Reads how far the run has come.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await using var db = OpenDatabase();
        Log = await RunLog.LoadAsync(db, Run, Tally, cancellationToken);
        HeldMissing = Run.HeldMissing is { } held ? JsonSerializer.Deserialize<HeldMissing>(held) : null;
        if (Log.Settled is not null)
            Tally.AutoImported = Run.AutoImported;
    }

    /// <summary>Forgets what was counted for pages that were not saved.</summary>
    public async Task CountAgainAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        Tally.Take(new SyncTally());
        await RunLog.LoadAsync(db, Run, Tally, cancellationToken);
    }

    /// <summary>Says what the run is doing.</summary>
    public async Task EnterAsync(string phase, CancellationToken cancellationToken)
    {
        await using var db = OpenDatabase();
        await Lease.ProveAsync(db, cancellationToken);
        Trace.Run?.SetTag("connector.id", Vendor.Connector.Manifest.Id);
        await Lease.Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.Phase, phase), cancellationToken);
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
        await Lease.Mine(db).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.ContainersReceived, tally.ContainersReceived)
                .SetProperty(x => x.Received, tally.Received)
                .SetProperty(x => x.Created, tally.Created)
                .SetProperty(x => x.Updated, tally.Updated)
                .SetProperty(x => x.Unchanged, tally.Unchanged)
                .SetProperty(x => x.Held, tally.Held)
                .SetProperty(x => x.Ignored, tally.Ignored)
                .SetProperty(x => x.Rejected, tally.Rejected)
                .SetProperty(x => x.Unmapped, tally.Unmapped)
                .SetProperty(x => x.Missing, tally.Missing)
                .SetProperty(x => x.AutoImported, tally.AutoImported)
                .SetProperty(x => x.HeldMissing, held)
                .SetProperty(x => x.Pages, tally.Pages)
                .SetProperty(x => x.Requests, requests)
                .SetProperty(x => x.WaitedSeconds, waited),
            cancellationToken);
        Activity.Current?.SetTag("run.received", tally.Received).SetTag("run.pages", tally.Pages).SetTag("run.requests", requests);
    }
}
