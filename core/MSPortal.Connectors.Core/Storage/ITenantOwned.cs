using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>A row that belongs to one tenant. Its table is filtered by tenant, and guarded by row security on PostgreSQL.</summary>
public interface ITenantOwned
{
    /// <summary>The owner; first part of the primary key.</summary>
    TenantId TenantId { get; }
}
