using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using MSPortal.Connectors.Tests.Real.VendorHttp;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A vendor to whom no connection comes about: the run and the check say why, after few attempts, and nothing is lost.</summary>
public sealed class UnreachableVendor
{
    [Theory, ClassData(typeof(Engines))]
    public Task Nobody_listens(DatabaseEngine engine)
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = AddressOf(closed);
        closed.Stop();
        return FailAsync(engine, address, ErrorCodes.ConnectionFailed, 4);
    }

    [Theory, ClassData(typeof(Engines))]
    public Task The_name_does_not_exist(DatabaseEngine engine) =>
        FailAsync(engine, new Uri("http://addigy.invalid/"), ErrorCodes.NameNotFound, 4);

    [Theory, ClassData(typeof(Engines))]
    public async Task The_certificate_is_not_trusted(DatabaseEngine engine)
    {
        await using var stranger = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);

        await FailAsync(engine, stranger.Https, ErrorCodes.TlsFailed, 1);

        Assert.Equal(0, stranger.Requests);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_connection_is_never_accepted(DatabaseEngine engine)
    {
        // With its queue full, the machine answers no further attempt to connect.
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start(backlog: 1);
        var waiting = new List<Socket>();
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(socket);
            _ = socket.ConnectAsync(deaf.LocalEndpoint, Token).AsTask().ContinueWith(done => done.Exception, TaskScheduler.Default);
        }

        await FailAsync(engine, AddressOf(deaf), ErrorCodes.TimedOut, 4, Eager with { AttemptTimeout = TimeSpan.FromSeconds(2) });
        waiting.ForEach(socket => socket.Dispose());
    }

    private static Uri AddressOf(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    private static async Task FailAsync(DatabaseEngine engine, Uri address, string code, int attempts, VendorHttpOptions? http = null)
    {
        await using var world = await StartAsync(engine, http: http);
        world.Logs.Announce("out of reach");
        var integration = await world.ImportAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases, "staged_devices", "devices", "device_links");
        await using var cutOff = world.StartAnotherHost(address);

        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        await cutOff.GetRequiredService<RunSync>().RunAsync(world.Owner.Tenant, world.Wakes.Take()!.Run!.Value, Token);
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Failed, code), (ended.State, ended.Error?.Code));
        AssertWords(ended.Error!.Message, ended.Error.Cure);
        Assert.Equal(attempts, ended.Requests);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, "staged_devices", "devices", "device_links"));

        var secrets = new Dictionary<string, string?> { ["api_token"] = world.Account.Token };
        var test = await cutOff.GetRequiredService<TestCredentials>().RunAsync(world.Owner, integration, secrets, Token).Ok();
        Assert.Equal((false, code), (test.Ok, test.Code));
        AssertWords(test.Message, test.Cure);

        // Twin: the host that reaches the vendor goes on as if nothing had been.
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
    }

    private static void AssertWords(string message, string? cure)
    {
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(cure));
    }
}
