using Microsoft.EntityFrameworkCore;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>The database on PostgreSQL.</summary>
public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : ConnectorsDb(options)
{
    public override string LockRows => " for no key update";
}
