using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Two hosts work on one PostgreSQL database.</summary>
public sealed class TwoHosts
{
    private const int Races = 50;

    [Fact]
    public async Task Of_two_that_race_for_a_run_one_wins_and_the_other_changes_nothing()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var other = world.StartAnotherHost();
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.ImportAsync(isPaper: true);
        var readings = 0;
        world.Vendor.BeforePage = (_, _) => Task.FromResult(Interlocked.Increment(ref readings));

        for (var race = 1; race <= Races; race++)
        {
            var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
            var wake = world.Wakes.Take()!;
            await Task.WhenAll(
                Task.Run(() => world.WorkAsync(wake), Token),
                Task.Run(() => WorkAsync(other, wake), Token));

            Assert.Equal(race, readings);
            var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
            Assert.Equal((SyncState.Succeeded, 6, 6), (ended.State, ended.Counters.Received, ended.Counters.Unchanged));
        }

        // Called again when all is done, neither changes anything.
        var before = await DatabaseDump.TakeAsync(world.Databases);
        var last = (await world.RunsAsync(integration))[0];
        await WorkAsync(other, new Wake(world.Owner.Tenant, new SyncRunId(last.Id), null, TimeSpan.Zero));
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task What_a_paused_worker_writes_after_another_host_took_over_is_refused(int page)
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var other = world.StartAnotherHost();
        world.Logs.Announce("Another worker has taken run");
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices[5] = PaperVendor.Device("6", "a", "Renamed");
        world.Vendor.Devices.RemoveAt(0);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;

        TaskCompletionSource asleep = new(), wakeUp = new();
        world.Vendor.BeforePage = async (number, _) =>
        {
            if (number == page && asleep.TrySetResult())
                await wakeUp.Task;
        };
        var paused = Task.Run(() => world.WorkAsync(wake), Token);
        await asleep.Task;
        world.Clock.Shift(world.Options.Lease.Length + TimeSpan.FromSeconds(1));
        await WorkAsync(other, wake);
        var before = await DatabaseDump.TakeAsync(world.Databases);
        wakeUp.SetResult();
        await paused;

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, 5), (ended.State, ended.Counters.Received));
        Assert.Contains(world.Logs.Lines, line => line.Contains("Another worker has taken run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_many_ask_at_once_one_run_is_at_work_and_one_waits_at_most()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var other = world.StartAnotherHost();
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.ImportAsync(isPaper: true);
        for (var round = 0; round < 10; round++)
        {
            // One is at work on containers, which does for none of those that ask now.
            world.Clock.Shift(TimeSpan.FromDays(1));
            var atWork = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Containers, SyncTrigger.Manual, Token).Ok();
            await using (await RunLease.TryTakeAsync(world.Databases, world.Clock, world.Owner.Tenant, new SyncRunId(atWork.Id), NullLogger.Instance, Token))
            {
                await Task.WhenAll(
                    Ask(world.Get<StartSync>(), SyncScope.All, SyncTrigger.Manual),
                    Ask(other.GetRequiredService<StartSync>(), SyncScope.All, SyncTrigger.Manual),
                    Ask(other.GetRequiredService<StartSync>(), SyncScope.Devices, SyncTrigger.Mapping),
                    Ask(world.Get<StartSync>(), SyncScope.Devices, SyncTrigger.Manual),
                    Task.Run(() => world.Get<WakeDueWork>().RunAsync(Token), Token),
                    Task.Run(() => other.GetRequiredService<WakeDueWork>().RunAsync(Token), Token));

                var open = (await world.RunsAsync(integration)).Where(r => !r.IsOver).ToArray();
                Assert.Equal([SyncState.Queued, SyncState.Running], open.Select(r => r.State).Order());
                Assert.Equal(SyncScope.All, open.Single(r => r.State == SyncState.Queued).Scope);
            }

            world.Clock.Shift(world.Options.Lease.Length + TimeSpan.FromSeconds(1));
            await world.Get<WakeDueWork>().RunAsync(Token);
            await world.DrainAsync();
            Assert.All(await world.RunsAsync(integration), r => Assert.True(r.IsOver, r.ToString()));
        }

        Task Ask(StartSync start, SyncScope scope, SyncTrigger trigger) =>
            Task.Run(() => start.RunAsync(world.Owner, integration, scope, trigger, Token).Ok(), Token);
    }

    [Theory, InlineData("once"), InlineData(null)]
    public async Task An_import_that_two_clients_click_at_once_imports_each_device_once(string? key)
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var other = world.StartAnotherHost();
        world.Vendor.Add("a", [.. Enumerable.Range(1, 5).Select(i => PaperVendor.Device($"0-{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        for (var round = 1; round <= 10; round++)
        {
            var both = await Task.WhenAll(
                Click(world.Get<StartImport>(), round),
                Click(other.GetRequiredService<StartImport>(), round));
            Assert.Equal(key is null ? 2 : 1, both.Distinct().Count());

            await Task.WhenAll(both.Select((import, i) =>
            {
                var wake = new Wake(world.Owner.Tenant, null, new DeviceImportId(import), TimeSpan.Zero);
                return Task.Run(() => i == 0 ? world.WorkAsync(wake) : WorkAsync(other, wake), Token);
            }));
            await world.DrainAsync();

            var imported = 0;
            foreach (var import in both.Distinct())
            {
                var view = await world.Get<GetImport>().RunAsync(world.Owner, integration, new DeviceImportId(import), Token).Ok();
                Assert.Equal(0, view.Failed);
                imported += view.Imported;
            }

            Assert.Equal(5, imported);
            Assert.Equal(world.Vendor.Devices.Count, (await world.DevicesAsync()).Count);
            world.Vendor.Devices.AddRange(Enumerable.Range(1, 5).Select(i => PaperVendor.Device($"{round}-{i}", "a")));
            await world.SyncAsync(integration);
        }

        Task<Guid> Click(StartImport start, int round) => Task.Run(
            async () => (await start.RunAsync(world.Owner, integration, new ImportSelection(All: true), key is null ? null : $"{key} {round}", Token).Ok()).Id, Token);
    }

    private static Task WorkAsync(ServiceProvider host, Wake wake) => wake.Run is { } run
        ? host.GetRequiredService<RunSync>().RunAsync(wake.Tenant, run, Token)
        : host.GetRequiredService<RunImport>().RunAsync(wake.Tenant, wake.Import!.Value, Token);
}
