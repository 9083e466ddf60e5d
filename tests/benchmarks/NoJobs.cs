using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks;

/// <summary>Wakes nobody: benchmarks run what they measure themselves.</summary>
internal sealed class NoJobs : IJobQueue
{
    public void WakeSync(TenantId tenant, SyncRunId run, TimeSpan delay)
    {
    }

    public void WakeImport(TenantId tenant, DeviceImportId import)
    {
    }

    public void WakeNaming(TenantId tenant)
    {
    }

    public void WakeRefill(TenantId tenant)
    {
    }

    public void WakePlan(TenantId tenant, PlanId plan)
    {
    }
}
