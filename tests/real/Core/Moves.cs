using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What becomes of an imported device that the vendor moves to another company's container.</summary>
public sealed class Moves
{
    [Theory, ClassData(typeof(Engines))]
    public async Task By_default_the_device_keeps_its_company_and_waits(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, run) = await MovedAsync(world, MoveChoice.Hold);

        Assert.Equal(1, run.Counters.Held);
        Assert.Equal(("A", StagedStatus.Held, "company_changed"), await WhereAsync(world, integration));
        Assert.Empty(await MovesInAuditAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_follows_its_container_when_the_integration_says_so_and_the_audit_log_tells(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, run) = await MovedAsync(world, MoveChoice.Follow);

        Assert.Equal((0, 1), (run.Counters.Held, run.Counters.Updated));
        Assert.Equal(("B", StagedStatus.Imported, null), await WhereAsync(world, integration));
        var entry = Assert.Single(await MovesInAuditAsync(world));
        Assert.Equal(("Device 1", Channel.Sync), (entry.SubjectName, entry.Through));
        Assert.Contains("\"A\"", $"{entry.Before}", StringComparison.Ordinal);
        Assert.Contains("\"B\"", $"{entry.After}", StringComparison.Ordinal);

        await world.SyncAsync(integration);
        Assert.Single(await MovesInAuditAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_does_not_follow_into_a_container_that_is_in_doubt(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Zwicky Dental");
        var (integration, _) = await MovedAsync(world, MoveChoice.Follow, renameTo: "Zwicky Dental");

        Assert.Equal(("A", StagedStatus.Held, "company_changed"), await WhereAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_stays_without_a_question_when_the_integration_says_so(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, run) = await MovedAsync(world, MoveChoice.Stay);

        Assert.Equal((0, 1), (run.Counters.Held, run.Counters.Updated));
        Assert.Equal(("A", StagedStatus.Imported, null), await WhereAsync(world, integration));
    }

    private static async Task<(IntegrationId Integration, SyncRunView Run)> MovedAsync(TestWorld world, MoveChoice choice, string? renameTo = null)
    {
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        world.Vendor.Add("b", PaperVendor.Device("2", "b"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        await world.DrainAsync();
        await world.Get<MSPortal.Connectors.Core.DeviceTypes.QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = choice }, Token).Ok();

        world.Vendor.Devices[0] = PaperVendor.Device("1", "b");
        if (renameTo is not null)
            world.Vendor.Containers[1] = new ContainerRecord("b", renameTo, null);
        return (integration, await world.SyncAsync(integration));
    }

    private static async Task<(string Company, StagedStatus Status, string? Reason)> WhereAsync(TestWorld world, IntegrationId integration)
    {
        var staged = await world.StagedAsync(integration, "1");
        return ((await world.DevicesAsync()).Single(d => d.Name == "Device 1").Company.Name, staged.Status, staged.Reason?.Code);
    }

    private static async Task<IReadOnlyList<AuditView>> MovesInAuditAsync(TestWorld world) =>
        [.. (await AllAsync(async page => await world.Get<ListAudit>().RunAsync(world.Owner, page, Token).Ok())).Where(a => a.Action == "device.moved")];
}
