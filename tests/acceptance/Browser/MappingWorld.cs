using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>A host with an integration, a few companies, and a browser that is signed in.</summary>
internal sealed class MappingWorld : IAsyncDisposable
{
    public const string GroupName = "Larkspur Holdings";
    public const string Client = "Quillfeather Dental Inc";
    public const string Moving = "Brambleworth Legal";
    public const string Meant = "Thistlemarsh Optics";
    public const string LooksLike = "Thistlernarsh Optics";

    private AddigySimulator _simulator = default!;
    private BuiltHost _host = default!;
    private ApiClient _api = default!;
    private Flow _flow = default!;

    public Browser Browser { get; private set; } = default!;

    public IPage Page => Browser.Page;

    public Fleet Fleet => _simulator.Accounts[0].Fleet;

    public string Step => $"/integrations/{_flow.Integration}/setup/2";

    /// <summary>The items of the list that is open.</summary>
    public static ILocator OpenItems(IPage page) => page.Locator(".mud-popover-open .mud-list-item");

    /// <summary>A tab's text that ends with a number.</summary>
    public static Regex Count(int count) => new($@"\D\s*{count}\s*$");

    /// <param name="role">What the person who signs in is; null for an owner. People get other roles in the database only, so it is one that the test can reach.</param>
    public static async Task<MappingWorld> StartAsync(string? role = null)
    {
        var world = new MappingWorld { _simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 12, Companies = 12, Devices = 120 }) };
        var group = world.Fleet.AddPolicy(GroupName);
        world.Fleet.AddPolicy("Larkspur Studio", group.PolicyId);
        world.Fleet.AddPolicy("Larkspur Warehouse", group.PolicyId);
        world.Fleet.AddPolicy(Client);
        world.Fleet.AddPolicy(Moving);
        world.Fleet.AddPolicy(LooksLike);
        world._host = await BuiltHost.StartAsync(role is null ? Engine.Sqlite : Engine.PostgreSql, world._simulator.BaseAddress);
        world._api = await world._host.ClientAsync();
        world._flow = new Flow(world._api);
        await world._flow.AddCompaniesAsync([.. world.Fleet.Companies, GroupName, Client, Moving, Meant]);
        await world._flow.ConnectAsync(world._simulator.Accounts[0].Token);

        if (role is not null)
            await world.MakeAsync(role);
        world.Browser = await Browser.OpenAsync(world._host.Address);
        await world.Page.GotoAsync("/integrations");
        await world.Page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await world.Page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await world.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(world.Page.GetByTestId("connector-addigy")).ToBeVisibleAsync();
        return world;
    }

    public string PolicyOf(string name) => Fleet.Policies.First(p => p.Name == name).PolicyId;

    public ILocator Row(string name) => Page.Locator($"[data-container='{PolicyOf(name)}']");

    public async Task<IReadOnlyList<string>> ContainersAsync(string filter) =>
        [.. (await _api.ListAsync($"{_flow.Path}/containers?filter={filter}")).Select(c => c.GetProperty("name").GetString()!)];

    public async Task<string> StateOfAsync(string name) =>
        (await ContainersAsync("mapped")).Contains(name) ? "mapped" : (await ContainersAsync("unmapped")).Contains(name) ? "unmapped" : "skipped";

    public async Task MapAsync(string container, string company)
    {
        var containers = await _api.ListAsync($"{_flow.Path}/containers");
        var id = containers.First(c => c.GetProperty("name").GetString() == container).GetProperty("id").GetString();
        var companies = await _api.ListAsync($"companies?search={Uri.EscapeDataString(company)}");
        (await _api.PutAsync($"{_flow.Path}/containers/{id}/mapping", new { companyId = companies[0].GetProperty("id").GetString() })).Expect(HttpStatusCode.OK);
        await _flow.SettleAsync();
    }

    /// <summary>Puts a company into another one.</summary>
    /// <returns>The merge's id.</returns>
    public async Task<string> MergeAsync(string company, string into)
    {
        var ids = (await _api.ListAsync("companies")).ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("id").GetString());
        var merge = await _api.PostAsync($"companies/{ids[company]}/merge", new { intoId = ids[into] });
        return merge.Expect(HttpStatusCode.OK)["id"].GetString()!;
    }

    public async Task PartAsync(string merge) => (await _api.PostAsync($"companies/merges/{merge}/undo")).Expect(HttpStatusCode.OK);

    /// <summary>Each row of the tree stands below the one that it is inside of, also where names are twice on one level.</summary>
    public async Task ExpectTreeOrderAsync()
    {
        Dictionary<int, string?> above = [];
        foreach (var row in await _api.ListAsync($"{_flow.Path}/containers?sort=tree"))
        {
            var depth = row.GetProperty("depth").GetInt32();
            Assert.Equal(above.GetValueOrDefault(depth - 1), row.GetProperty("parentId").GetString());
            above[depth] = row.GetProperty("id").GetString();
        }
    }

    /// <summary>Maps all, syncs until nothing is left to do, and has so many devices vanish that the next sync is held.</summary>
    /// <returns>The address of the held sync's page.</returns>
    public async Task<string> HoldSyncAsync()
    {
        await _flow.MapAllAsync();
        await _flow.SyncAsync("devices");
        foreach (var device in Fleet.Devices.Take(Fleet.Devices.Count / 2).ToList())
            Fleet.RemoveDevice(device.AgentId);
        await _flow.SyncAsync("devices");
        var runs = await _api.ListAsync($"{_flow.Path}/syncs");
        return $"/{_flow.Path}/syncs/{runs.First(r => r.GetProperty("state").GetString() == "held").GetProperty("id").GetString()}";
    }

    /// <summary>Maps and imports all; then a device is renamed, and the next sync tells.</summary>
    /// <returns>The renamed device's id and serial number.</returns>
    public async Task<(string Id, string Serial)> ImportAndRenameAsync()
    {
        await _flow.MapAllAsync();
        await _flow.SyncAsync();
        (await _api.PostAsync($"{_flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await _flow.ImportAsync(new { all = true });
        var imported = (await _api.ListAsync("devices")).First(d => d.GetProperty("serialNumber").GetString() is { Length: > 8 });
        var serial = imported.GetProperty("serialNumber").GetString()!;
        Fleet.RenameDevice(Fleet.Devices.First(d => d.SerialNumber == serial).AgentId, "Renamed-Mac");
        await _flow.SyncAsync("devices");
        return (imported.GetProperty("id").GetString()!, serial);
    }

    /// <summary>Maps all, then syncs a fleet that lived on, with two devices that can't be used, from a vendor that stumbles twice.</summary>
    /// <returns>The address of the last sync's page.</returns>
    public async Task<string> RejectAsync()
    {
        await _flow.MapAllAsync();
        await _flow.SyncAsync();
        foreach (var device in Fleet.Devices.Take(3).ToList())
            Fleet.RenameDevice(device.AgentId, $"{device.Name} 2");
        Fleet.AddDevices(8, PolicyOf(Client));
        foreach (var letter in (string[])["x", "y"])
            Fleet.AddDevice(Fleet.Devices[0] with { AgentId = string.Concat(Enumerable.Repeat(letter, 201)) });
        _simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 503, PathContains = "devices", Times = 2 });
        var run = await _flow.SyncAsync();
        return $"/{_flow.Path}/syncs/{run["id"].GetString()}";
    }

    public async Task SyncAsync() => await _flow.SyncAsync("containers");

    private async Task MakeAsync(string role)
    {
        await using var connection = new NpgsqlConnection(_host.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("UPDATE users SET role = $1", connection) { Parameters = { new() { Value = role } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    public void ExpectNoErrors() => Assert.True(Browser.Errors.Count == 0, string.Join('\n', Browser.Errors));

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _api.Dispose();
        await _host.DisposeAsync();
        await _simulator.DisposeAsync();
    }
}
