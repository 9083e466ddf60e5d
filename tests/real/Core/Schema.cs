using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class Schema
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_migrations_say_all_that_the_model_says(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await using var db = new Databases(database.Options).OpenForAllTenants();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Migrating_again_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        var migrate = new MigrateDatabase(new Databases(database.Options));

        Assert.NotEmpty(await migrate.RunAsync(Token));
        Assert.Empty(await migrate.RunAsync(Token));
        Assert.Empty(await migrate.RunAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Hosts_that_migrate_at_once_both_come_through(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new MigrateDatabase(new Databases(database.Options)).RunAsync(Token), Token)));

        await using var db = new Databases(database.Options).OpenForAllTenants();
        Assert.Empty(await db.Tenants.ToListAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Mappings_made_before_there_was_inheritance_are_the_containers_own(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappingTree.TreeAsync(world);
        await MappingTree.MapAsync(world, integration, "leaf", "A");
        await using (var db = OwnersView(world))
            await db.GetService<IMigrator>().MigrateAsync("FirstLight", Token);

        await new MigrateDatabase(world.Databases).RunAsync(Token);

        var leaf = await MappingTree.RowAsync(world, integration, "leaf");
        Assert.Equal(("A", true), (leaf.Company?.Name, leaf.HasOwnMapping));
        Assert.Null((await MappingTree.RowAsync(world, integration, "middle")).Company);
    }

    // A setting that is read for each row took most of the time of a long list.
    [Fact]
    public async Task Row_policies_read_their_settings_once_for_a_statement_those_of_earlier_versions_too()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var owner = OwnersView(world);
        const string slow = "select tablename as \"Value\" from pg_policies where policyname = 'tenant' and qual not ilike '%select%'";
        Assert.Empty(await owner.Database.SqlQueryRaw<string>(slow).ToListAsync(Token));

        await owner.Database.ExecuteSqlRawAsync("alter policy tenant on devices using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or current_setting('app.all_tenants', true) = 'on')", Token);
        Assert.Equal(["devices"], await owner.Database.SqlQueryRaw<string>(slow).ToListAsync(Token));

        await new MigrateDatabase(world.Databases).RunAsync(Token);
        Assert.Empty(await owner.Database.SqlQueryRaw<string>(slow).ToListAsync(Token));
    }

    internal static ConnectorsDb OwnersView(TestWorld world) => world.Options.Engine == DatabaseEngine.Sqlite
        ? world.Databases.OpenForAllTenants()
        : new PostgreSqlDb(new DbContextOptionsBuilder<PostgreSqlDb>()
            .UseNpgsql(world.Options.ConnectionString, o => o.MigrationsAssembly("MSPortal.Connectors.Migrations.PostgreSql"))
            .UseSnakeCaseNamingConvention()
            .Options);

    [Fact]
    public async Task PostgreSQL_guards_every_table_that_belongs_to_tenants()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.PostgreSql);
        await using var db = new Databases(database.Options).OpenForAllTenants();
        var owned = db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned))).Select(e => e.GetTableName()!).Order(StringComparer.Ordinal).ToList();

        Assert.True(owned.Count >= 14);
        Assert.Equal(owned, await GuardedAsync(db));

        // Twin: a table whose guard was taken away is missed.
        await using var owner = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await owner.OpenAsync(Token);
        await using var command = new Npgsql.NpgsqlCommand("alter table devices no force row level security", owner);
        await command.ExecuteNonQueryAsync(Token);
        Assert.Equal(owned.Where(t => t != "devices"), await GuardedAsync(db));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_key_of_a_tenants_table_begins_with_the_tenant(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await using var db = new Databases(database.Options).OpenForAllTenants();

        Assert.All(db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned))), entity =>
        {
            Assert.Equal("TenantId", entity.FindPrimaryKey()!.Properties[0].Name);
            Assert.All(entity.GetForeignKeys(), key => Assert.Equal("TenantId", key.Properties[0].Name));
            Assert.NotEmpty(entity.GetDeclaredQueryFilters());
        });
    }

    private static async Task<List<string>> GuardedAsync(ConnectorsDb db) => await db.Database
        .SqlQuery<string>(
            $"""
            select c.relname::text as "Value" from pg_class c join pg_policies p on p.tablename = c.relname and p.schemaname = 'public'
            where c.relrowsecurity and c.relforcerowsecurity and p.policyname = 'tenant' and p.permissive = 'PERMISSIVE' and p.cmd = 'ALL'
            order by c.relname collate "C"
            """)
        .ToListAsync(Token);
}
