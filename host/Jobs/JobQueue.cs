using Hangfire;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>Wakes workers through Hangfire. Its arguments are ids, never secrets.</summary>
internal sealed class JobQueue(IBackgroundJobClient jobs) : IJobQueue
{
    public void WakeSync(TenantId tenant, SyncRunId run, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            jobs.Enqueue<SyncJob>(job => job.RunAsync(tenant.Value, run.Value, CancellationToken.None));
        else
            jobs.Schedule<SyncJob>(job => job.RunAsync(tenant.Value, run.Value, CancellationToken.None), delay);
    }

    public void WakePlan(TenantId tenant, PlanId plan) =>
        jobs.Enqueue<PlanJob>(job => job.RunAsync(tenant.Value, plan.Value, CancellationToken.None));

    public void WakeImport(TenantId tenant, DeviceImportId import) =>
        jobs.Enqueue<ImportJob>(job => job.RunAsync(tenant.Value, import.Value, CancellationToken.None));

    public void WakeRefill(TenantId tenant) => jobs.Enqueue<RefillJob>(job => job.RunAsync(tenant.Value, CancellationToken.None));

    public void WakeNaming(TenantId tenant) => jobs.Enqueue<NamingJob>(job => job.RunAsync(tenant.Value, CancellationToken.None));
}
