using System.Net;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using MSPortal.Connectors.Tests.CrashHook;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>The host that dies.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private readonly BuiltHost _host;
    private readonly ApiClient _api;
    private readonly CrashCase _case;
    private readonly string _marker;

    private Victim(BuiltHost host, CrashWorld world, CrashCase one, string marker)
    {
        (_host, _case, _marker) = (host, one, marker);
        _api = new ApiClient(host.Address, world.Token);
    }

    /// <summary>The host, for those that go on.</summary>
    public BuiltHost Host => _host;

    /// <summary>Starts the host, gives it its work and waits until it has met its fate.</summary>
    public static async Task<Victim> RunAsync(CrashWorld world, HostPlace place, CrashCase one)
    {
        var marker = Path.Combine(place.DataDirectory, "crash.marker");
        var plan = new CrashPlan(one.Point.Span, one.Point.Moment, one.Occurrence, one.Signal, marker);
        Dictionary<string, string> environment = new(plan.ToEnvironment())
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(CrashPlan).Assembly.Location,
        };
        var victim = new Victim(world.Launch(place, environment), world, one, marker);
        await victim.DieAsync(world);
        return victim;
    }

    /// <summary>Lets a host that stands still go on, and waits until it has said all it has to say.</summary>
    public async Task GoOnAsync()
    {
        Signals.Send(_host.ProcessId, Signals.Continue);
        await _host.ReadyAsync();
        using var live = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _host.Address };
        (await live.GetAsync("health/live", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        // Longer than a heartbeat, a page and the look for work take.
        await Task.Delay(CrashWorld.Lease, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
    }

    private async Task DieAsync(CrashWorld world)
    {
        var work = _case.Point.Work;
        if (work is not (CrashWork.FirstStart or CrashWork.Start))
        {
            await _host.ReadyAsync();
            await AskAsync(world, work);
        }

        await Wait.UntilAsync(
            () => Task.FromResult(File.Exists(_marker)),
            () => $"The host never came to {_case.Point}:\n{_host.Output}");
        if (_case.Death == Death.Frozen)
            return;

        var code = await _host.ExitAsync();
        Assert.Equal(_case.Death == Death.Killed ? 128 + Signals.Kill : 0, code);
    }

    // The host may die before it has answered.
    private async Task AskAsync(CrashWorld world, CrashWork work)
    {
        var asking = work switch
        {
            CrashWork.Import => _api.PostAsync($"{world.Integration}/imports", new { all = true }),
            CrashWork.Delete => _api.DeleteAsync($"{world.Integration}?devices=keep"),
            _ => _api.PostAsync($"{world.Integration}/syncs", new { scope = "all" }),
        };
        if (_case.Death == Death.Frozen)
            return;

        try
        {
            var answer = await asking;
            Assert.True(answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK || work == CrashWork.Delete, answer.Text);
        }
        catch (HttpRequestException) when (_case.Point.Work != CrashWork.FirstStart)
        {
            // Dead already.
        }
    }
}
