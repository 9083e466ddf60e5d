using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>The database on PostgreSQL.</summary>
public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : ConnectorsDb(options)
{
    public override string LockRows => " for no key update";

    // Devices' rows are wide. With what a status depends on in the index, lists and counts of 100,000 devices read a tenth of them.
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<StagedDevice>().HasIndex(d => new { d.TenantId, d.IntegrationId, d.Name, d.Id })
            .IncludeProperties(d => new { d.ContainerId, d.TypeKey, d.NotSeenSince, d.MissedRuns, d.KeptFrom, d.FailureCode, d.ContentHash });
        builder.Entity<Device>().HasIndex(d => new { d.TenantId, d.Id }).IncludeProperties(d => new { d.CompanyId });
    }
}
