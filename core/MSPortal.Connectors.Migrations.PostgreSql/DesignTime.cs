using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Migrations.PostgreSql;

/// <summary>Lets "dotnet ef migrations add" make the model without a host.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PostgreSqlDb>
{
    public PostgreSqlDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlDb>()
        .UseNpgsql("Host=design-time", o => o.MigrationsAssembly(typeof(DesignTime).Assembly.GetName().Name))
        .UseSnakeCaseNamingConvention()
        .Options);
}
