using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Accounts;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Who is let in, and for what.</summary>
public sealed class Tokens : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    private Account Account => _calls.Simulator.Accounts[0];

    public async ValueTask InitializeAsync() =>
        _calls = await SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 3, Devices = 5, Accounts = 2 });

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task A_request_without_token_is_refused()
    {
        _calls.Http.DefaultRequestHeaders.Remove("x-api-key");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("configuration/permissions"));
        Assert.False(Assert.Single(_calls.Simulator.Requests.All).IsAuthorised);
    }

    [Fact]
    public async Task A_bearer_token_is_refused()
    {
        _calls.Http.DefaultRequestHeaders.Remove("x-api-key");
        _calls.Http.DefaultRequestHeaders.Authorization = new("Bearer", Account.Token);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("configuration/permissions"));
    }

    [Fact]
    public async Task A_revoked_token_is_refused()
    {
        Account.Access = Account.Access with { IsRevoked = true };

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("configuration/whoami"));
    }

    [Fact]
    public async Task An_organization_without_API_is_refused()
    {
        Account.Access = Account.Access with { IsApiEnabled = false };

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("configuration/whoami"));
    }

    [Fact]
    public async Task Devices_need_their_permission_by_name()
    {
        Account.Access = Account.Access.Without(AccountAccess.ViewDevices);

        var (status, text) = await _calls.SendAsync(HttpMethod.Post, "devices", "{}");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("View Devices", text, StringComparison.Ordinal);
        Assert.IsType<JsonArray>(await _calls.PostAsync("oa/policies/query", "{}"));
    }

    [Fact]
    public async Task Permissions_are_listed()
    {
        Account.Access = Account.Access with { Permissions = ["View Devices", "View Users"] };

        var (_, text) = await _calls.SendAsync(HttpMethod.Get, "configuration/permissions");

        Assert.Equal("""["View Devices","View Users"]""", text);
    }

    [Fact]
    public async Task Whoami_names_the_organization_unless_switched_off()
    {
        var (_, text) = await _calls.SendAsync(HttpMethod.Get, "configuration/whoami");
        Account.Access = Account.Access with { HasWhoAmI = false };

        Assert.Equal(Account.OrganizationId, JsonNode.Parse(text)!["organization_id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("configuration/whoami"));
    }

    [Fact]
    public async Task Accounts_see_their_own_fleet_only()
    {
        var first = SimulatorCalls.AgentIds(await _calls.PostAsync("devices", "{}"));
        _calls.Http.DefaultRequestHeaders.Remove("x-api-key");
        _calls.Http.DefaultRequestHeaders.Add("x-api-key", _calls.Simulator.Accounts[1].Token);
        var second = SimulatorCalls.AgentIds(await _calls.PostAsync("devices", "{}"));

        Assert.Empty(first.Intersect(second));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"o/{Account.OrganizationId}/facts"));
    }

    [Fact]
    public async Task Writing_is_refused_and_counted()
    {
        var organization = Account.OrganizationId;

        var (assign, _) = await _calls.SendAsync(HttpMethod.Post, $"o/{organization}/devices/assign", "{}");
        var (delete, _) = await _calls.SendAsync(HttpMethod.Delete, $"o/{organization}/devices/ABC");
        await _calls.PostAsync("devices", "{}");

        Assert.Equal(HttpStatusCode.Forbidden, assign);
        Assert.Equal(HttpStatusCode.Forbidden, delete);
        Assert.Equal(2, _calls.Simulator.Requests.WriteAttempts.Count);
        Assert.Equal(3, _calls.Simulator.Requests.Count);
    }

    [Fact]
    public async Task The_request_log_never_holds_the_token()
    {
        await _calls.PostAsync("devices", "{}");

        var log = JsonSerializer.Serialize(_calls.Simulator.Requests.All);

        Assert.Contains("devices", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Account.Token, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("devices/current")]
    [InlineData("nothing/here")]
    public async Task Unknown_paths_are_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));

    private async Task<HttpStatusCode> StatusAsync(string path) => (await _calls.SendAsync(HttpMethod.Get, path)).Status;
}
