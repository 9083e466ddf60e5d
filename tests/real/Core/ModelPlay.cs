using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>One sequence: does each step to the product and to the model, and compares the two.</summary>
internal sealed class ModelPlay
{
    private readonly TestWorld _world;
    private readonly ModelFleet _fleet = new();
    private readonly List<(SyncRunId Id, ModelRun Run)> _runs = [];
    private readonly ModelVendor _vendor;
    private IntegrationId _integration;
    private ModelPeople _people = null!;

    private ModelPlay(TestWorld world) => (_world, _vendor) = (world, new ModelVendor(_fleet));

    /// <summary>Plays a sequence in a world that is as good as new, and leaves it so.</summary>
    public static async Task PlayAsync(TestWorld world, IEnumerable<ModelStep> steps)
    {
        try
        {
            var play = new ModelPlay(world);
            await play.BeginAsync();
            foreach (var step in steps)
            {
                await play.DoAsync(step);
                if (play._fleet.IsDeleted)
                    break;
                await play.CheckAsync(step);
            }
        }
        finally
        {
            await EmptyAsync(world);
        }
    }

    // Two of the sites at the top are mapped, and so are the types; nothing is imported.
    private async Task BeginAsync()
    {
        _world.Vendor.Account = new($"paper-{Guid.NewGuid()}", "Paper");
        _vendor.Begin();
        _vendor.ShowTo(_world.Vendor);
        _integration = await _world.ConnectPaperAsync();
        await _world.Get<ChangeIntegration>().RunAsync(_world.Owner, _integration, new IntegrationChange(Paused: true), Token).Ok();
        _people = new ModelPeople(_world, _fleet, _integration);
        foreach (var company in ModelPeople.Companies[..3])
            await _people.CreateCompanyAsync(company);
        await _world.DrainAsync();
        await EndedAsync(RunOf(SyncScope.All));
        await _people.DecideAsync("0", ModelPeople.Companies[0]);
        await _people.DecideAsync("1", ModelPeople.Companies[1]);
        await SettleAsync();
        await _people.MapTypesAsync();
        await _people.CreateDeviceTypesAsync();
        await CheckAsync(null);
    }

    private async Task DoAsync(ModelStep step)
    {
        _world.Clock.Shift(TimeSpan.FromSeconds(1));
        _fleet.Now++;
        if (_vendor.Do(step))
        {
            _vendor.ShowTo(_world.Vendor);
            return;
        }

        switch (step.Act)
        {
            case ModelAct.Sync:
                await SyncAsync(SyncScope.All);
                break;
            case ModelAct.SyncContainers:
                await SyncAsync(SyncScope.Containers);
                break;
            case ModelAct.SyncDevices:
                await SyncAsync(SyncScope.Devices);
                break;
            case ModelAct.SyncAndDie:
                await SyncAndDieAsync(step);
                break;
            case ModelAct.SyncAndMeanwhile:
                await SyncAndMeanwhileAsync(step);
                break;
            case ModelAct.SyncAndCancel:
                await SyncAndCancelAsync(step);
                break;
            case ModelAct.SyncAndRestart:
                await StartAsync(SyncScope.All);
                await _world.RestartAsync();
                await EndedAsync(RunOf(SyncScope.All));
                break;
            case ModelAct.AnswerHeld:
                await AnswerAsync(step.First % 3 == 0 ? HeldAnswer.Reject : HeldAnswer.AllowOnce);
                break;
            default:
                await _people.DoAsync(step);
                if (_fleet.IsDeleted)
                    return;
                break;
        }

        await SettleAsync();
    }

    private async Task SyncAsync(SyncScope scope)
    {
        await StartAsync(scope);
        await EndedAsync(RunOf(scope));
    }

    private async Task SyncAndDieAsync(ModelStep step)
    {
        var scope = step.First % 6 == 0 ? SyncScope.Containers : SyncScope.All;
        await StartAsync(scope);
        using (var moments = new Moments(1 + step.Third))
            await WorkUntilDeathAsync(_world.Wakes.Take()!, moments);

        _world.Clock.Shift(TimeSpan.FromSeconds(31));
        if (step.Second % 4 == 0)
            await _world.RestartAsync();
        else
            await _world.Get<WakeDueWork>().RunAsync(Token);
        await EndedAsync(RunOf(scope));
    }

    private async Task WorkUntilDeathAsync(Wake wake, Moments moments)
    {
        moments.Listen();
        try
        {
            await _world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, moments.Host);
        }
        catch (OperationCanceledException) when (moments.Host.IsCancellationRequested)
        {
            // Died while it took the run, or while it wrote its end.
        }
    }

    private async Task SyncAndMeanwhileAsync(ModelStep step)
    {
        await StartAsync(SyncScope.All);
        var run = new ModelRun(_fleet, SyncScope.All);
        run.ReadSites();
        var pages = run.Pages();
        var at = Math.Min(step.Page, pages.Count);
        foreach (var page in pages[..(at - 1)])
            run.ReadPage(page);
        await WorkAndAtAsync(at, () => _people.DoAsync(step.Inner));
        foreach (var page in pages[(at - 1)..])
            run.ReadPage(page);
        run.End();
        await EndedAsync(run);
    }

    private async Task SyncAndCancelAsync(ModelStep step)
    {
        var id = await StartAsync(SyncScope.All);
        var run = new ModelRun(_fleet, SyncScope.All);
        run.Cancel();
        if (step.First % 5 == 0)
        {
            await CancelAsync();
            await EndedAsync(run);
            return;
        }

        run.ReadSites();
        run.Cancel();
        var pages = run.Pages();
        var at = Math.Min(step.Page, pages.Count);
        foreach (var page in pages[..(at - 1)])
            run.ReadPage(page);
        await WorkAndAtAsync(at, CancelAsync);
        await EndedAsync(run);

        async Task CancelAsync() => await _world.Get<CancelSync>().RunAsync(_world.Owner, _integration, id, Token).Ok();
    }

    // Works at the run, and does something when all pages before this one are saved.
    private async Task WorkAndAtAsync(int at, Func<Task> act)
    {
        Exception? failure = null;
        _world.Vendor.BeforePage = async (page, _) =>
        {
            if (page != at)
                return;

            try
            {
                await _world.SavedPagesAsync(_integration, at - 1);
                await act();
            }
            catch (Exception e)
            {
                failure = e;
            }
        };
        await _world.WorkAsync(_world.Wakes.Take()!);
        _world.Vendor.BeforePage = null;
        Assert.Null(failure);
    }

    private async Task AnswerAsync(HeldAnswer answer)
    {
        var at = _runs.FindLastIndex(r => r.Run.State == "Held");
        if (at < 0)
            return;

        var later = _runs[(at + 1)..].ConvertAll(r => r.Run);
        var isOvertaken = later.Exists(r => r.ReadsDevices && r.State is "Succeeded" or "Held");
        var answered = await _world.Get<AnswerHeldSync>().RunAsync(_world.Owner, _integration, _runs[at].Id, answer, null, Token);
        Assert.Equal(isOvertaken ? "sync_overtaken" : null, answered.Refusal?.Code);
        if (!isOvertaken)
            _runs[at].Run.Answer(answer, later);
    }

    private async Task<SyncRunId> StartAsync(SyncScope scope) =>
        new((await _world.Get<StartSync>().RunAsync(_world.Owner, _integration, scope, SyncTrigger.Manual, Token).Ok()).Id);

    private ModelRun RunOf(SyncScope scope)
    {
        var run = new ModelRun(_fleet, scope);
        run.ReadSites();
        run.Pages().ForEach(run.ReadPage);
        run.End();
        return run;
    }

    /// <summary>Lets the workers end what waits, and notes what the model says came of it.</summary>
    private async Task EndedAsync(ModelRun run)
    {
        await _world.DrainAsync();
        await using var db = _world.Open();
        var ids = await db.SyncRuns.Where(r => r.IntegrationId == _integration).OrderBy(r => r.QueuedAt).Select(r => r.Id).ToListAsync(Token);
        _runs.Add((_runs.Count < ids.Count ? ids[_runs.Count] : default, run));
    }

    /// <summary>The run that follows when a site came to a company.</summary>
    private async Task SettleAsync()
    {
        await _world.DrainAsync();
        if (!_fleet.NeedsDevices)
            return;

        _fleet.NeedsDevices = false;
        await EndedAsync(RunOf(SyncScope.Devices));
    }

    private async Task CheckAsync(ModelStep? step)
    {
        var expected = ModelPicture.Of(_fleet, _runs.Select(r => r.Run));
        var actual = await ModelPicture.TakeAsync(_world, _integration);
        if (expected != actual)
            Assert.Fail($"After {step?.ToString() ?? "the beginning"}:\n{ModelPicture.Difference(expected, actual)}");
    }

    private static async Task EmptyAsync(TestWorld world)
    {
        world.Vendor.BeforePage = null;
        world.Wakes.Lose();
        await using var db = world.Open();
        await db.Devices.ExecuteDeleteAsync(Token);
        await db.Integrations.ExecuteDeleteAsync(Token);
        await db.DeviceTypes.ExecuteDeleteAsync(Token);
        await db.CompanyAliases.ExecuteDeleteAsync(Token);
        await db.Companies.ExecuteDeleteAsync(Token);
    }
}
