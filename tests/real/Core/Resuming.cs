using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A run whose worker dies is finished by another from where it stood.</summary>
public sealed class Resuming
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_is_taken_over_goes_on_after_the_last_page_that_was_saved(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 10).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        using var host = new CancellationTokenSource();
        List<int> asked = [];
        world.Vendor.BeforePage = async (page, _) =>
        {
            asked.Add(page);
            if (page == 4 && !host.IsCancellationRequested)
            {
                await world.SavedPagesAsync(integration, 3);
                await host.CancelAsync();
                host.Token.ThrowIfCancellationRequested();
            }
        };

        await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, host.Token);
        Assert.Equal(SyncState.Running, (await world.GetSyncAsync(integration, run.Id)).Run.State);
        asked.Clear();
        world.Clock.Shift(TimeSpan.FromSeconds(31));
        await world.WorkAsync(wake);

        Assert.Equal([4, 5], asked);
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, 10, 10, 5 + 1), (ended.State, ended.Counters.Received, ended.Counters.Unchanged, ended.Pages));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Wherever_a_worker_dies_the_run_ends_as_if_it_had_not(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        using var whole = new Moments(null);
        var expected = await PlayAsync(world, whole);
        Assert.Contains("page.commit has ended", whole.All);
        Assert.Contains("autoimport.commit has ended", whole.All);
        Assert.Contains("finish.commit begins", whole.All);

        for (var moment = 1; moment <= whole.All.Count; moment++)
        {
            using var cut = new Moments(moment);
            var outcome = await PlayAsync(world, cut);
            Assert.True(expected == outcome, $"Died when {whole.All[moment - 1]} ({moment}):\n{outcome}\ninstead of\n{expected}");
        }
    }

    // A second run over a fleet that lived on, with a device that this run is the second to miss, and one it is the first to.
    private static async Task<string> PlayAsync(TestWorld world, Moments moments)
    {
        var vendor = world.Vendor;
        vendor.Account = new($"paper-{Guid.NewGuid()}", "Paper");
        vendor.Containers.Clear();
        vendor.Devices.Clear();
        vendor.RejectedDevices.Clear();
        vendor.PageSize = 2;
        vendor.Add("a", [.. Enumerable.Range(1, 5).Select(i => PaperVendor.Device($"{i}", "a"))]);
        vendor.Add("b", PaperVendor.Device("6", "b"), PaperVendor.Device("7", "b"));
        vendor.Add("none", PaperVendor.Device("8", "none"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.MapAsync(integration, "b", await world.CompanyAsync("A"));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange { AutoSync = true }, Token).Ok();
        Remove("1");
        await world.SyncAsync(integration);

        Remove("2");
        vendor.Devices[vendor.Devices.FindIndex(d => d.ExternalId == "3")] = PaperVendor.Device("3", "a", "Renamed");
        vendor.Devices[vendor.Devices.FindIndex(d => d.ExternalId == "6")] = PaperVendor.Device("6", "a");
        vendor.Devices.Add(PaperVendor.Device("9", "b"));
        vendor.Devices.Add(PaperVendor.Device("10", "none"));
        vendor.RejectedDevices.Add(new RejectedRecord("broken", "It is broken."));
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        await WorkUntilDeathAsync(world, wake, moments);

        world.Clock.Shift(TimeSpan.FromSeconds(31));
        await world.WorkAsync(wake);
        await world.DrainAsync();
        return await DescribeAsync(world, integration, run.Id);

        void Remove(string id) => vendor.Devices.RemoveAll(d => d.ExternalId == id);
    }

    private static async Task WorkUntilDeathAsync(TestWorld world, Wake wake, Moments moments)
    {
        moments.Listen();
        try
        {
            await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, moments.Host);
        }
        catch (OperationCanceledException) when (moments.Host.IsCancellationRequested)
        {
            // The worker died while it took the run, or while it wrote its end.
        }
    }

    private static async Task<string> DescribeAsync(TestWorld world, IntegrationId integration, Guid run)
    {
        var ended = (await world.GetSyncAsync(integration, run)).Run;
        await using var db = world.Open();
        var staged = await db.StagedDevices.AsNoTracking().Where(d => d.IntegrationId == integration).OrderBy(d => d.ExternalId).ToListAsync(Token);
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).OrderBy(c => c.ExternalId).ToListAsync(Token);
        var devices = await db.DeviceLinks.Where(l => l.IntegrationId == integration)
            .Join(db.Devices, l => l.DeviceId, d => d.Id, (l, d) => d.Name).OrderBy(n => n).ToListAsync(Token);
        var pages = await db.SyncPages.CountAsync(p => p.Stage == MSPortal.Connectors.Core.Sync.Pages.SyncStage.Devices, Token);
        string[] lines =
        [
            $"{ended.State} {ended.Counters} missing {ended.Missing} auto {ended.AutoImported} pages {ended.Pages} rejected {(await world.GetSyncAsync(integration, run)).Rejected.Count}",
            .. staged.Select(d => $"{d.ExternalId} {d.Name} in {containers.Single(c => c.Id == d.ContainerId).ExternalId} missed {d.MissedRuns} gone {d.NotSeenSince is not null}"),
            .. containers.Select(c => $"{c.ExternalId} holds {c.DeviceCount}"),
            $"inventory {string.Join(", ", devices)}; notes left {pages}",
        ];
        return string.Join('\n', lines);
    }
}
