using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Npgsql;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed partial class TenantWall
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Two_tenants_on_one_account_see_only_their_own_rows(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var own = await world.ImportAsync();
        var other = await world.ImportAsync(world.OtherOwner);
        var ownIds = await IdsAsync(world, world.Owner, own);
        var otherIds = await IdsAsync(world, world.OtherOwner, other);

        Assert.True(ownIds.Count > 250);
        Assert.Equal(ownIds.Count, otherIds.Count);
        Assert.Empty(ownIds.Intersect(otherIds));
        Assert.Equal((await world.DevicesAsync()).Count, (await world.Get<ComplianceReport>().RunAsync(world.Owner, default, Token)).Overall.Devices);
        var audit = await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(1, 200), Token).Ok();
        Assert.NotEmpty(audit.Items);
        Assert.All(audit.Items, e => Assert.NotEqual(world.OtherOwner.Name, e.Actor));

        // Twin: without its filter SQLite would show the other's rows; PostgreSQL has a second wall behind it.
        await using var db = world.Open();
        var seen = await db.Devices.IgnoreQueryFilters([ConnectorsDb.TenantFilter]).CountAsync(Token);
        Assert.Equal(engine == DatabaseEngine.Sqlite ? 2 * (await world.DevicesAsync()).Count : (await world.DevicesAsync()).Count, seen);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Ids_of_the_other_tenant_answer_exactly_like_ids_that_are_not_there(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"));
        var own = await Ids.OfAsync(world, world.Owner, await world.ImportAsync(isPaper: true));
        var foreign = await Ids.OfAsync(world, world.OtherOwner, await world.ImportAsync(world.OtherOwner, isPaper: true));
        var missing = Ids.Random();
        var before = await DatabaseDump.TakeAsync(world.Databases);

        foreach (var (name, act) in Actions(world, own))
        {
            var answer = await act(foreign);
            Assert.True(await act(missing) == answer, name);
            Assert.True(answer?.Code == "not_found", $"{name}: {answer?.Code}");

            // Twin: the same call with its own ids is not refused as missing; a few are refused for other reasons.
            if (!name.StartsWith("Delete", StringComparison.Ordinal) && !name.StartsWith("Revoke", StringComparison.Ordinal))
                Assert.False((await act(own))?.Kind == RefusalKind.NotFound, $"{name} with its own ids");
        }

        // The other tenant's rows are untouched.
        var others = world.OtherOwner.Tenant.Value.ToString();
        bool IsOthers(string line) => line.Contains(others, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before.Where(IsOthers), (await DatabaseDump.TakeAsync(world.Databases)).Where(IsOthers));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Foreign_ids_in_filters_and_selections_find_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.ImportAsync(isPaper: true);
        var foreign = await Ids.OfAsync(world, world.OtherOwner, await world.ImportAsync(world.OtherOwner, isPaper: true));

        Assert.Empty(await world.StagedAsync(integration, new StagedFilter(CompanyId: foreign.Company)));
        Assert.Empty(await world.StagedAsync(integration, new StagedFilter(ContainerId: foreign.Container)));
        Assert.Empty((await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(CompanyId: foreign.Company), new PageRequest(), Token)).Items);
        Assert.Empty((await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(DeviceTypeId: foreign.DeviceType), new PageRequest(), Token)).Items);
        var import = await world.ImportAsync(integration, new ImportSelection([foreign.Staged]));
        Assert.Equal(["not_staged"], import.Failures.Select(f => f.Code));
        Assert.Equal(foreign.Staged.ToString(), import.Failures[0].Name);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_row_of_the_other_tenant_cannot_be_saved(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var isAsync in (bool[])[true, false])
        {
            await using var db = world.Open();
            db.Companies.Add(CompanyName.NewCompany(world.OtherOwner.Tenant, "Smuggled", world.Clock));
            var error = isAsync
                ? await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token))
                : Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
            Assert.Contains("another tenant", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "companies"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_keys_themselves_refuse_a_reference_into_the_other_tenant(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        await world.ImportAsync(isPaper: true);
        var foreign = await world.CompanyAsync("Foreign", world.OtherOwner);

        await using var db = world.Databases.OpenForAllTenants();
        foreach (var container in await db.Containers.ToListAsync(Token))
            container.CompanyId = foreign;
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Token));
        Assert.True(error.BreaksConstraint());
    }

    [Fact]
    public async Task PostgreSQL_shows_and_takes_only_rows_of_the_tenant_that_a_connection_serves()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await world.ImportAsync();
        await world.ImportAsync(world.OtherOwner);
        var (own, other) = (world.Owner.Tenant.Value, world.OtherOwner.Tenant.Value);

        await using var db = world.Open();
        await db.Database.OpenConnectionAsync(Token);
        Assert.Equal(0L, await ScalarAsync(db, $"select count(*) from devices where tenant_id = '{other}'"));
        Assert.Equal((long)(await world.DevicesAsync()).Count, await ScalarAsync(db, "select count(*) from devices"));
        Assert.Equal("msportal_app", await ScalarAsync(db, "select current_user::text"));
        Assert.Equal(0L, await ScalarAsync(db, $"with gone as (delete from device_links where tenant_id = '{other}' returning 1) select count(*) from gone"));
        Assert.Equal(0L, await ScalarAsync(db, $"with changed as (update companies set name = 'x' where tenant_id = '{other}' returning 1) select count(*) from changed"));

        var insert = "insert into companies (tenant_id, id, name, name_key, created_at) values ('{0}', gen_random_uuid(), 'x', 'X', now()) returning 1";
        var error = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(db, string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, other)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        Assert.Equal(1, await ScalarAsync(db, string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, own)));
        error = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(db, "truncate companies cascade"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task PostgreSQL_shows_nothing_to_a_connection_that_serves_no_tenant()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await world.CompanyAsync("Own");
        await world.CompanyAsync("Other", world.OtherOwner);

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(world.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        Assert.Null(await ScalarAsync(connection, "set role msportal_app"));
        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from companies"));
        await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(
            connection, $"insert into companies (tenant_id, id, name, name_key, created_at) values ('{world.Owner.Tenant.Value}', gen_random_uuid(), 'x', 'X', now())"));

        // Twin: with its policy taken away the same connection sees both.
        Assert.Null(await ScalarAsync(connection, "reset role"));
        Assert.Null(await ScalarAsync(connection, "alter table companies disable row level security"));
        Assert.Null(await ScalarAsync(connection, "set role msportal_app"));
        Assert.Equal(2L, await ScalarAsync(connection, "select count(*) from companies"));
    }

    [Fact]
    public async Task A_pooled_connection_never_carries_one_tenant_over_to_the_next()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await world.CompanyAsync("Own");
        await world.CompanyAsync("Other", world.OtherOwner);
        var few = new Databases(world.Options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(world.Options.ConnectionString) { MaxPoolSize = 2, ApplicationName = "few" }.ConnectionString,
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 600), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token }, async (i, token) =>
        {
            var actor = i % 2 == 0 ? world.Owner : world.OtherOwner;
            await using var db = i % 7 == 0 ? few.OpenForAllTenants() : few.Open(actor.Tenant);
            var names = await db.Companies.IgnoreQueryFilters([ConnectorsDb.TenantFilter]).Select(c => c.Name).ToListAsync(token);
            string[] expected = i % 7 == 0 ? ["Other", "Own"] : i % 2 == 0 ? ["Own"] : ["Other"];
            Assert.Equal(expected, names.Order(StringComparer.Ordinal));
        });
        await using var last = new NpgsqlConnection(few.Options.ConnectionString);
        NpgsqlConnection.ClearPool(last);
    }

    private static async Task<HashSet<Guid>> IdsAsync(TestWorld world, Actor actor, IntegrationId integration) =>
    [
        .. (await world.Get<ListIntegrations>().RunAsync(actor, Token)).Select(i => i.Id),
        .. (await world.ContainersAsync(integration, actor)).Select(c => c.Id),
        .. (await world.StagedAsync(integration, null, actor)).Select(s => s.Id),
        .. (await world.DevicesAsync(actor)).Select(d => d.Id),
        .. (await world.DevicesAsync(actor)).Select(d => d.Company.Id),
        .. (await world.RunsAsync(integration, actor)).Select(r => r.Id),
        .. (await AllAsync(page => world.Get<ListCompanies>().RunAsync(actor, page, Token))).Select(c => c.Id),
        .. (await AllAsync(page => world.Get<ListDeviceTypes>().RunAsync(actor, page, Token))).Select(t => t.Id),
    ];

    private static Task<object?> ScalarAsync(ConnectorsDb db, string sql) => ScalarAsync(db.Database.GetDbConnection(), sql);

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(TestWorld.Token);
    }

    /// <summary>One id of each kind.</summary>
    private sealed record Ids(Guid Integration, Guid Company, Guid Container, Guid DeviceType, Guid Staged, Guid Device, Guid Run, Guid Import, Guid Token, Guid Plan)
    {
        public static Ids Random() => new(
            Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        public static async Task<Ids> OfAsync(TestWorld world, Actor actor, IntegrationId integration)
        {
            var device = (await world.DevicesAsync(actor))[0];
            return new Ids(
                integration.Value,
                device.Company.Id,
                (await world.ContainersAsync(integration, actor))[0].Id,
                device.DeviceType.Id,
                (await world.StagedAsync(integration, null, actor))[0].Id,
                device.Id,
                (await world.RunsAsync(integration, actor))[0].Id,
                (await world.Get<GetImport>().LatestAsync(actor, integration, TestWorld.Token))!.Id,
                (await world.Get<CreateApiToken>().RunAsync(actor, "Script", actor.Role, TestWorld.Token).Ok()).Token.Id,
                (await world.PlanAsync(PlanSteps.Import(integration), actor)).Id);
        }
    }
}
