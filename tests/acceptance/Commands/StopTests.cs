using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>A host that is told to stop gets the time that it needs.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_host_that_is_slow_to_stop_is_not_cut_off()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);

        // Standing still in the middle of its stop makes it as slow as a busy machine would.
        Signals.Send(host.ProcessId, Signals.Terminate);
        await Task.Delay(TimeSpan.FromMilliseconds(30), TestContext.Current.CancellationToken);
        Signals.Send(host.ProcessId, Signals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Signals.Send(host.ProcessId, Signals.Continue);

        Assert.Equal(0, await host.ExitAsync());
    }
}
