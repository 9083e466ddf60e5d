using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>Runs a sync.</summary>
internal sealed class SyncJob(RunSync runSync)
{
    public Task RunAsync(Guid tenant, Guid run, CancellationToken cancellationToken) =>
        runSync.RunAsync(new TenantId(tenant), new SyncRunId(run), cancellationToken);
}

/// <summary>Runs an import.</summary>
internal sealed class ImportJob(RunImport runImport)
{
    public Task RunAsync(Guid tenant, Guid import, CancellationToken cancellationToken) =>
        runImport.RunAsync(new TenantId(tenant), new DeviceImportId(import), cancellationToken);
}

/// <summary>Gives devices the names of the tenant's template.</summary>
internal sealed class NamingJob(RenameDevices rename)
{
    public Task RunAsync(Guid tenant, CancellationToken cancellationToken) => rename.RunAsync(new TenantId(tenant), cancellationToken);
}

/// <summary>Brings devices up to date with the order of sources.</summary>
internal sealed class RefillJob(RunRefill refill)
{
    public Task RunAsync(Guid tenant, CancellationToken cancellationToken) => refill.RunAsync(new TenantId(tenant), cancellationToken);
}

/// <summary>Applies or undoes a plan.</summary>
internal sealed class PlanJob(RunPlan runPlan)
{
    public Task RunAsync(Guid tenant, Guid plan, CancellationToken cancellationToken) =>
        runPlan.RunAsync(new TenantId(tenant), new PlanId(plan), cancellationToken);
}

/// <summary>Removes old history.</summary>
internal sealed class TrimJob(TrimHistory trimHistory)
{
    public Task RunAsync(CancellationToken cancellationToken) => trimHistory.RunAsync(cancellationToken);
}
