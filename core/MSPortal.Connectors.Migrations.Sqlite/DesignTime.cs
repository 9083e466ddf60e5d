using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Migrations.Sqlite;

/// <summary>Lets "dotnet ef migrations add" make the model without a host.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteDb>()
        .UseSqlite("Data Source=design-time", o => o.MigrationsAssembly(typeof(DesignTime).Assembly.GetName().Name))
        .UseSnakeCaseNamingConvention()
        .Options);
}
