using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Npgsql;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A database server that is restarted in the middle of work: the work goes on where it was, and nothing is done twice.</summary>
public sealed class BrokenConnections
{
    [Theory]
    [InlineData("run.take has ended", 1)]
    [InlineData("page.write begins", 2)]
    [InlineData("page.commit begins", 2)]
    [InlineData("missing.write begins", 1)]
    [InlineData("finish.write begins", 1)]
    public async Task A_run_goes_on_after_its_last_page(string moment, int time)
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        world.Vendor.Add("a", [.. Enumerable.Range(0, 6).Select(i => PaperVendor.Device($"d{i}", "a"))]);
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices.AddRange(Enumerable.Range(6, 6).Select(i => PaperVendor.Device($"d{i}", "a")));
        world.Vendor.PageSize = 2;
        world.Logs.Announce("broke off");
        world.Logs.Announce("lease of run");
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        await using var host = world.StartAnotherHost(recordsTogether: 1);
        using (BreakAt(world, moment, time, out var broken))
        {
            // At its very end a run is nobody's who could give it back.
            await Record.ExceptionAsync(() => host.GetRequiredService<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, Token));
            Assert.True(broken(), moment);
        }

        await GoOnAsync(world);
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, null), (ended.State, ended.Error?.Code));
        Assert.Equal(12, ended.Counters.Received);
        Assert.Equal(12, (await world.StagedAsync(integration)).Count);
    }

    [Fact]
    public async Task An_import_goes_on_after_its_last_batch()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        world.Vendor.Add("a", [.. Enumerable.Range(0, 6).Select(i => PaperVendor.Device($"d{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        world.Logs.Announce("broke off");
        world.Logs.Announce("lease of import");
        var import = await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection(All: true), null, Token).Ok();
        var wake = world.Wakes.Take()!;
        using (BreakAt(world, "import.write begins", 1, out var broken))
        {
            await world.WorkAsync(wake);
            Assert.True(broken());
        }

        await GoOnAsync(world);
        var ended = await world.Get<GetImport>().RunAsync(world.Owner, integration, new DeviceImportId(import.Id), Token).Ok();
        Assert.Equal((ImportState.Finished, 6), (ended.State, ended.Imported));
        Assert.Equal(6, (await world.DevicesAsync()).Count);
    }

    [Fact]
    public async Task A_plan_goes_on_after_its_last_batch()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        world.Vendor.Add("a", [.. Enumerable.Range(0, 6).Select(i => PaperVendor.Device($"d{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        world.Logs.Announce("broke off");
        world.Logs.Announce("lease of plan");
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.Import, integration.Value) { All = true });
        await world.TryApplyAsync(plan.Id).Ok();
        var wake = world.Wakes.Take()!;
        using (BreakAt(world, "plan.write begins", 1, out var broken))
        {
            await world.WorkAsync(wake);
            Assert.True(broken());
        }

        await GoOnAsync(world);
        Assert.Equal(PlanState.Applied, (await world.GetPlanAsync(plan.Id)).State);
        Assert.Equal(6, (await world.DevicesAsync()).Count);
    }

    // When the lease has run out, as after a host's end.
    private static async Task GoOnAsync(TestWorld world)
    {
        world.Clock.Shift(LeaseTimes.Default.Length * 2);
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
    }

    // As a restart of the server does: it breaks off all connections, and takes new ones.
    private static Moments BreakAt(TestWorld world, string moment, int time, out Func<bool> broken)
    {
        var met = 0;
        broken = () => met >= time;
        var moments = new Moments(moment, () =>
        {
            if (++met != time)
                return;

            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(world.Databases.Options.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
            command.ExecuteNonQuery();
        });
        moments.Listen();
        return moments;
    }
}
