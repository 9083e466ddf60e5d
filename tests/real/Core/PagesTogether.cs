using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A vendor that is faster than the database: pages that wait go into one transaction, unless each is to have its own.</summary>
public sealed class PagesTogether
{
    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 500)]
    [InlineData(DatabaseEngine.Sqlite, 1)]
    [InlineData(DatabaseEngine.PostgreSql, 500)]
    [InlineData(DatabaseEngine.PostgreSql, 1)]
    public async Task Pages_that_wait_are_written_in_one_transaction_and_each_is_noted(DatabaseEngine engine, int recordsTogether)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 8).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;

        // The last of four pages is only asked for when two wait behind the first.
        using var allAsked = new ManualResetEventSlim();
        world.Vendor.BeforePage = (page, _) =>
        {
            if (page == 4)
                allAsked.Set();
            return Task.CompletedTask;
        };
        var commits = 0;
        using var moments = new Moments("page.commit begins", () =>
        {
            if (++commits == 1)
                Assert.True(allAsked.Wait(TimeSpan.FromMinutes(1), Token));
        });
        moments.Listen();
        await using var host = world.StartAnotherHost(recordsTogether: recordsTogether);

        await host.GetRequiredService<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, Token);

        Assert.InRange(commits, recordsTogether == 1 ? 4 : 1, recordsTogether == 1 ? 4 : 3);
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, 8, 8, 4), (ended.State, ended.Counters.Received, ended.Counters.Unchanged, ended.Pages));
    }
}
