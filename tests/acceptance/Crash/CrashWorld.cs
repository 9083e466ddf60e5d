using System.Net;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>
/// A database with a fleet that is connected, mapped, synced and imported, of which each case gets a copy; and the vendor,
/// where the fleet has lived on since.
/// </summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    /// <summary>Leases as short as the host allows, so that taking over needs little waiting.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly HostPlace _prepared;

    private CrashWorld(Engine engine, AddigySimulator simulator, HostPlace prepared)
    {
        (Engine, Simulator, _prepared) = (engine, simulator, prepared);
        Fleet = CrashFleet.Of(simulator.Accounts[0].Fleet);
    }

    public Engine Engine { get; }

    public AddigySimulator Simulator { get; }

    public CrashFleet Fleet { get; }

    /// <summary>An API token that each copy knows.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Path of the integration in the API.</summary>
    public string Integration { get; private set; } = "";

    /// <summary>Company of each device that was imported, by agent id: it stays, wherever the device moves.</summary>
    public Dictionary<string, string> Companies { get; } = [];

    /// <summary>The same for all that was staged, which somebody may import.</summary>
    public Dictionary<string, string> StagedFor { get; } = [];

    /// <summary>Keys of the types that Auto-Sync imports; those of the others wait for a person.</summary>
    public HashSet<string> AutoTypes { get; } = [];

    private static Dictionary<string, string> Settings => new()
    {
        ["Jobs__LeaseSeconds"] = $"{Lease.TotalSeconds}",

        // So that there are as many transactions as pages, whoever is faster.
        ["Jobs__RecordsTogether"] = "1",

        // Nothing is compiled a second time; these hosts don't live long enough to get anything back for it.
        ["DOTNET_TC_CallCounting"] = "0",
    };

    public static async Task<CrashWorld> PrepareAsync(Engine engine)
    {
        var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 11, Companies = 8, Devices = 330 });
        var world = new CrashWorld(engine, simulator, await HostPlace.NewAsync(engine));
        await using var host = world.Launch(world._prepared);
        await host.ReadyAsync();
        using var api = await host.ClientAsync();
        world.Token = api.Token!;
        await world.FillAsync(api);

        Signals.Send(host.ProcessId, Signals.Terminate);
        Assert.Equal(0, await host.ExitAsync());
        world.Fleet.LiveOn();
        return world;
    }

    /// <summary>Data of their own for one case.</summary>
    public Task<HostPlace> CopyAsync() => _prepared.CopyAsync(Engine);

    /// <summary>Starts a host, and does not wait until it is ready.</summary>
    public BuiltHost Launch(HostPlace place, IEnumerable<KeyValuePair<string, string>>? more = null) =>
        BuiltHost.Launch(place, Simulator.BaseAddress, new Dictionary<string, string>(Settings.Concat(more ?? [])));

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        await _prepared.DeleteAsync();
    }

    private async Task FillAsync(ApiClient api)
    {
        var flow = new Flow(api);
        await flow.ConnectAsync(Simulator.Accounts[0].Token);
        Integration = flow.Path;
        await flow.MapAllAsync();
        (await api.PostAsync($"{Integration}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        foreach (var type in (await api.GetAsync($"{Integration}/device-types")).Expect(HttpStatusCode.OK)["items"].EnumerateArray())
        {
            var key = type.GetProperty("key").GetString()!;
            if (key.Contains("ipad", StringComparison.OrdinalIgnoreCase))
                continue;
            AutoTypes.Add(key);
            (await api.PutAsync($"{Integration}/device-types/{key}", new { autoSync = true })).Expect(HttpStatusCode.OK);
        }

        await flow.SyncAsync();
        Fleet.LoseTheFirst();
        await flow.SyncAsync();

        var companyOf = (await api.ListAsync("devices")).ToDictionary(d => d.GetProperty("id").GetString()!, d => d.GetProperty("company").GetProperty("id").GetString()!);
        foreach (var staged in await api.ListAsync($"{Integration}/staged-devices"))
        {
            var id = staged.GetProperty("externalId").GetString()!;
            StagedFor[id] = staged.GetProperty("company").GetProperty("id").GetString()!;
            if (staged.GetProperty("deviceId").GetString() is { } device)
                Companies[id] = companyOf[device];
        }

        Assert.True(Companies.Count > 200, $"Only {Companies.Count} devices were imported.");
    }
}
