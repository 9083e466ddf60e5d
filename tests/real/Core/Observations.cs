using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What changes at each report costs narrow rows, and is shown all the same.</summary>
public sealed class Observations
{
    private static readonly string[] Wide = ["staged_devices", "devices", "device_links"];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_report_with_nothing_lasting_in_it_leaves_the_wide_rows_alone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportOneAsync(world);
        var wide = await DatabaseDump.TakeAsync(world.Databases, Wide);
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.Vendor.Devices[0] = Report(world, battery: 41);

        var run = await world.SyncAsync(integration);

        Assert.Equal((1, 0), (run.Counters.Updated, run.Counters.Unchanged));
        Assert.Equal(wide, await DatabaseDump.TakeAsync(world.Databases, Wide));
        Assert.Equal((41.0, world.Vendor.Devices[0].ObservedAt), await ShownAsync(world));

        // Twin: what lasts does change them.
        world.Vendor.Devices[0] = Report(world, battery: 41, name: "Renamed");
        await world.SyncAsync(integration);
        Assert.NotEqual(wide, await DatabaseDump.TakeAsync(world.Databases, Wide));
        Assert.Equal("Renamed", Assert.Single(await world.DevicesAsync()).Name);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_value_that_changes_without_a_time_arrives(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", Report(world, battery: 90) with { ObservedAt = null });
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices[0] = Report(world, battery: 12) with { ObservedAt = null };

        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Updated);

        Assert.Equal(12.0, (await ShownAsync(world)).Battery);
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Unchanged);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_older_report_does_not_overwrite_a_newer(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportOneAsync(world);
        var before = await ShownAsync(world);
        world.Vendor.Devices[0] = Report(world, battery: 3) with { ObservedAt = before.LastSeen!.Value.AddMinutes(-1) };

        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Unchanged);

        Assert.Equal(before, await ShownAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_older_report_does_not_bring_a_device_back_to_where_it_was(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportOneAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("b", "Site b", null));
        await world.SyncAsync(integration);
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        var before = world.Vendor.Devices[0];
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.Vendor.Devices[0] = Report(world, battery: 70) with { ContainerId = "b" };
        await world.SyncAsync(integration);
        Assert.Equal("Site b", (await world.StagedAsync(integration, "1")).Container);

        world.Vendor.Devices[0] = before;
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Unchanged);

        Assert.Equal("Site b", (await world.StagedAsync(integration, "1")).Container);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_answer_without_a_time_does_not_lock_out_those_with_an_old_one(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportOneAsync(world);
        var report = world.Vendor.Devices[0];
        world.Clock.Shift(TimeSpan.FromDays(30));
        world.Vendor.Devices[0] = Report(world, battery: 12) with { ObservedAt = null };
        await world.SyncAsync(integration);

        world.Vendor.Devices[0] = Report(world, battery: 80, name: "Renamed") with { ObservedAt = report.ObservedAt };
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Updated);

        Assert.Equal("Renamed", Assert.Single(await world.DevicesAsync()).Name);
        Assert.Equal((80.0, report.ObservedAt), await ShownAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Data_from_before_there_were_observations_are_kept_and_shown(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportOneAsync(world);
        var before = await ShownAsync(world);
        await using (var db = Schema.OwnersView(world))
        {
            await PutFactsBackAsync(db);
            await db.GetService<IMigrator>().MigrateAsync("SyncEngine", Token);
        }

        await new MigrateDatabase(world.Databases).RunAsync(Token);

        Assert.Equal(before, await ShownAsync(world));
        Assert.Equal(before.LastSeen, Assert.Single(await world.DevicesAsync()).LastSeenAt);

        // The next report puts the facts where they belong.
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Updated);
        Assert.Equal(before, await ShownAsync(world));
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Unchanged);
    }

    // As the host of then wrote them: all facts in one sheet.
    private static async Task PutFactsBackAsync(ConnectorsDb db)
    {
        await db.Database.OpenConnectionAsync(Token);
        if (db is PostgreSqlDb)
            await db.Database.ExecuteSqlRawAsync("set app.all_tenants = 'on'", Token);
        foreach (var (table, observations, key) in ((string, string, string)[])[("staged_devices", "staged_observations", "staged_device_id"), ("devices", "device_observations", "device_id")])
        {
#pragma warning disable EF1002 // Names of the model's own tables.
            await db.Database.ExecuteSqlRawAsync(
                $"update {table} set facts = substr({table}.facts, 1, length({table}.facts) - 1) || ',' || substr(o.facts, 2) from {observations} o where o.{key} = {table}.id",
                Token);
#pragma warning restore EF1002
        }

        await db.Database.CloseConnectionAsync();
    }

    private static async Task<IntegrationId> ImportOneAsync(TestWorld world)
    {
        world.Vendor.Add("a", Report(world, battery: 80));
        return await world.ImportAsync(isPaper: true);
    }

    private static DeviceRecord Report(TestWorld world, double battery, string name = "Device 1") =>
        new("1", "a", new ProviderDeviceType("box", "box"), new RecordFields(new Dictionary<string, object?> { ["name"] = name, ["battery"] = battery }))
        {
            // Whole seconds: the databases keep microseconds, the facts what the vendor said.
            ObservedAt = DateTimeOffset.FromUnixTimeSeconds(world.Clock.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds()),
        };

    private static async Task<(double? Battery, DateTimeOffset? LastSeen)> ShownAsync(TestWorld world)
    {
        var row = Assert.Single(await world.DevicesAsync());
        var device = await world.Get<GetDevice>().RunAsync(world.Owner, new DeviceId(row.Id), Token).Ok();
        var readings = device.Sections.SelectMany(s => s.Readings).ToDictionary(r => r.Key, r => r.Value);
        Assert.Equal(row.LastSeenAt, readings["last_seen_at"]?.GetDateTimeOffset());
        return (readings["battery_percent"]?.GetDouble(), row.LastSeenAt);
    }
}
