using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// Wakes workers. It may lose, repeat or delay a call: the rows say what is to be done, and a regular look at them
/// catches what was lost.
/// </summary>
public interface IJobQueue
{
    /// <summary>Has a worker look at a run.</summary>
    void WakeSync(TenantId tenant, SyncRunId run, TimeSpan delay);

    /// <summary>Has a worker look at an import.</summary>
    void WakeImport(TenantId tenant, DeviceImportId import);

    /// <summary>Has a worker give devices the names of the tenant's template.</summary>
    void WakeNaming(TenantId tenant);

    /// <summary>Has a worker bring devices up to date with the order of sources.</summary>
    void WakeRefill(TenantId tenant);

    /// <summary>Has a worker look at a plan that is to be applied or undone.</summary>
    void WakePlan(TenantId tenant, PlanId plan);
}
