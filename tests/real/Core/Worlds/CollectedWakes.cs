using System.Collections.Concurrent;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Keeps calls for workers until the test lets them work.</summary>
internal sealed class CollectedWakes : IJobQueue
{
    private readonly ConcurrentQueue<Wake> _wakes = new();

    public int Count => _wakes.Count;

    public void WakeSync(TenantId tenant, SyncRunId run, TimeSpan delay) => _wakes.Enqueue(new Wake(tenant, run, null, delay));

    public void WakeImport(TenantId tenant, DeviceImportId import) => _wakes.Enqueue(new Wake(tenant, null, import, TimeSpan.Zero));

    // The rows say what is to be done; tests of names let it be done themselves.
    public void WakeNaming(TenantId tenant) => Namings++;

    /// <summary>How often a worker was called to give devices names.</summary>
    public int Namings { get; private set; }

    // So says its row.
    public void WakeRefill(TenantId tenant) => Refills++;

    /// <summary>How often a worker was called to bring devices up to date with the order of sources.</summary>
    public int Refills { get; private set; }

    public void WakePlan(TenantId tenant, PlanId plan) => _wakes.Enqueue(new Wake(tenant, null, null, TimeSpan.Zero, plan));

    public Wake? Take() => _wakes.TryDequeue(out var wake) ? wake : null;

    /// <summary>Loses all calls, as a queue may.</summary>
    public void Lose() => _wakes.Clear();
}

internal sealed record Wake(TenantId Tenant, SyncRunId? Run, DeviceImportId? Import, TimeSpan Delay, PlanId? Plan = null);
