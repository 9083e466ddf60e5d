using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class UnmappedContainers
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Their_devices_are_counted_but_never_stored(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();

        var run = Assert.Single(await world.RunsAsync(integration));
        Assert.Equal((120, 120), (run.Counters.Received, run.Counters.Unmapped));
        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "staged_devices"));
        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "devices"));
        var serial = world.Fleet.Devices.First(d => d.SerialNumber is { Length: > 0 }).SerialNumber!;
        Assert.DoesNotContain(await DatabaseDump.TakeAsync(world.Databases), line => line.Contains(serial, StringComparison.Ordinal));

        var really = world.Fleet.Devices.Where(d => d.PolicyId is not null).CountBy(d => d.PolicyId!).ToDictionary(StringComparer.Ordinal);
        Assert.All(await world.ContainersAsync(integration), c => Assert.Equal(really.GetValueOrDefault(c.ExternalId), c.DeviceCount));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Mapping_one_fetches_its_devices_at_once_and_no_others(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var biggest = (await world.ContainersAsync(integration)).MaxBy(c => c.DeviceCount)!;

        await world.MapAsync(integration, biggest.ExternalId, await world.CompanyAsync("Mapped"));
        await world.DrainAsync();

        var staged = await world.StagedAsync(integration);
        Assert.Equal(
            world.Fleet.Devices.Where(d => d.PolicyId == biggest.ExternalId).Select(d => d.AgentId).Order(StringComparer.Ordinal),
            staged.Select(s => s.ExternalId).Order(StringComparer.Ordinal));
        Assert.All(staged, s => Assert.Equal("Mapped", s.Company?.Name));
        Assert.Equal(SyncTrigger.Mapping, (await world.RunsAsync(integration))[0].Trigger);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Mapping_many_at_once_is_served_by_one_run(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();

        await world.MapRestAsync(integration);
        await world.DrainAsync();

        Assert.Single(await world.RunsAsync(integration), r => r.Trigger == SyncTrigger.Mapping);
        Assert.Equal(FleetTruth.Of(world.Fleet, await world.ContainersAsync(integration)), FleetTruth.Of(await world.StagedAsync(integration)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Unmapping_takes_what_is_not_imported_and_keeps_what_is(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"), PaperVendor.Device("3", "a"));
        world.Vendor.Add("b", PaperVendor.Device("4", "b"));
        var integration = await world.StageAsync(isPaper: true);
        var one = await world.StagedAsync(integration, "1");
        await world.ImportAsync(integration, new MSPortal.Connectors.Core.Import.ImportSelection([one.Id]));

        var changed = await world.MapAsync(integration, "a", null);
        await world.DrainAsync();

        Assert.Equal((2, 1), (changed.StagedRemoved, changed.ImportedKept));
        Assert.Equal(["4"], (await world.StagedAsync(integration)).Select(s => s.ExternalId));
        var kept = Assert.Single(await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.ContainerUnmapped)));
        Assert.Equal("1", kept.ExternalId);
        Assert.Equal("container_unmapped", kept.Reason?.Code);
        Assert.Single(await world.DevicesAsync());

        // The next sync changes nothing about it, and mapping again brings all back.
        await world.SyncAsync(integration);
        Assert.Single(await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.ContainerUnmapped)));
        await world.MapAsync(integration, "a", await world.CompanyAsync("The rest"));
        await world.DrainAsync();
        Assert.Equal(4, (await world.StagedAsync(integration)).Count);
        Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, "1")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mapping_made_while_a_run_is_at_work_is_seen_by_the_run_after_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("late", PaperVendor.Device("1", "late"), PaperVendor.Device("2", "late"));
        world.Vendor.Add("early", PaperVendor.Device("3", "early"), PaperVendor.Device("4", "early"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "early", await world.CompanyAsync("Early"));
        await world.DrainAsync();

        // The second page is asked for only after the mapping was made: the first page has passed over the devices.
        var mapped = false;
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page == 2 && !mapped)
            {
                mapped = true;
                await world.SavedPagesAsync(integration, 1);
                await world.MapAsync(integration, "late", await world.CompanyAsync("Late"));
            }
        };
        var run = await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal(2, run.Counters.Unmapped);
        Assert.Equal(["1", "2", "3", "4"], (await world.StagedAsync(integration)).Select(s => s.ExternalId).Order(StringComparer.Ordinal));
        var runs = await world.RunsAsync(integration);
        Assert.Equal((SyncTrigger.Mapping, 0), (runs[0].Trigger, runs[0].Counters.Unmapped));
        Assert.Equal(run.Id, runs[1].Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Unmapping_while_a_page_is_being_written_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));

        Task<MappingChanged>? unmapping = null;
        using var moments = new Moments("page.commit begins", () =>
        {
            if (unmapping is not null)
                return;

            // The page's transaction is open and has read that the container is mapped.
            unmapping = Task.Run(() => world.MapAsync(integration, "a", null), Token);
            unmapping.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(1), Token).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        });
        moments.Listen();
        await world.DrainAsync();
        await unmapping!;

        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "staged_devices"));
        await using var db = world.Open();
        Assert.Null((await db.Containers.SingleAsync(c => c.ExternalId == "a", Token)).CompanyId);
    }
}
