using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.VendorHttp;

namespace MSPortal.Connectors.Tests.Pure.Sync;

public sealed class RunWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Phases_follow_each_other_without_a_gap()
    {
        var watch = new RunWatch(Run(attempt: 1, null), new VendorCallMeter(), Start.AddSeconds(1));
        watch.Enter("Reading", Start.AddSeconds(3));
        watch.Enter("Settling", Start.AddSeconds(10));

        Assert.Equal(
            [new RunPhase(RunWatch.Preparing, 3), new RunPhase("Reading", 7), new RunPhase("Settling", 1.5)],
            watch.Read(Start.AddSeconds(11.5)).Phases);
        Assert.Equal(2.5, watch.Read(Start.AddSeconds(12.5)).Phases[2].Seconds);
    }

    [Fact]
    public void A_worker_that_takes_over_adds_to_what_the_one_before_measured()
    {
        var former = new VendorCallMeter();
        former.CountWait(WaitReason.Budget, TimeSpan.FromSeconds(2));
        former.CountError("http_503");
        var before = new RunWatch(Run(attempt: 1, null), former, Start);
        before.Enter("Reading", Start.AddSeconds(5));
        var stored = before.Read(Start.AddSeconds(15)).ToJson();

        var latter = new VendorCallMeter();
        latter.CountWait(WaitReason.Budget, TimeSpan.FromSeconds(1));
        latter.CountWait(WaitReason.VendorAsked, TimeSpan.FromSeconds(9));
        latter.CountError("http_503");
        latter.CountError("timed_out");
        var watch = new RunWatch(Run(attempt: 2, stored), latter, Start.AddSeconds(60));
        watch.Enter("Reading", Start.AddSeconds(61));
        var details = watch.Read(Start.AddSeconds(70));

        Assert.Equal(
            [new RunPhase(RunWatch.Preparing, 6), new RunPhase("Reading", 19), new RunPhase(RunWatch.BetweenWorkers, 45)],
            details.Phases);
        Assert.Equal([new RunWait(WaitReason.VendorAsked, 9), new RunWait(WaitReason.Budget, 3)], details.Waits);
        Assert.Equal([new VendorErrorCount("http_503", 2), new VendorErrorCount("timed_out", 1)], details.VendorErrors);
        Assert.Equal(70, details.Phases.Sum(p => p.Seconds));
        Assert.Equal(details, RunDetails.From(details.ToJson()));
    }

    [Fact]
    public void A_clock_that_was_set_back_takes_no_time_away()
    {
        var watch = new RunWatch(Run(attempt: 1, null), new VendorCallMeter(), Start);
        watch.Enter("Reading", Start.AddSeconds(4));

        Assert.Equal([new RunPhase(RunWatch.Preparing, 4), new RunPhase("Reading", 0)], watch.Read(Start.AddSeconds(-100)).Phases);
    }

    private static SyncRun Run(int attempt, string? details) => new()
    {
        TenantId = new TenantId(Guid.CreateVersion7()),
        Id = new SyncRunId(Guid.CreateVersion7()),
        IntegrationId = new IntegrationId(Guid.CreateVersion7()),
        Scope = SyncScope.All,
        Trigger = SyncTrigger.Manual,
        RequestedBy = "somebody",
        QueuedAt = Start,
        DueAt = Start,
        StartedAt = Start,
        Attempt = attempt,
        Details = details,
    };
}
