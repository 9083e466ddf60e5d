using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>The steps of the main job, over the REST API.</summary>
internal sealed class Flow(ApiClient api)
{
    public string Integration { get; private set; } = "";

    public string Path => $"integrations/{Integration}";

    public static object Request(string token, string name = "Addigy") =>
        new { connectorId = "addigy", name, settings = new { }, secrets = new { api_token = token } };

    public async Task ConnectAsync(string token, string name = "Addigy")
    {
        var test = (await api.PostAsync("integrations/test", Request(token, name))).Expect(HttpStatusCode.OK);
        Assert.True(test["ok"].GetBoolean(), test.Text);
        Integration = (await api.PostAsync("integrations", Request(token, name))).Expect(HttpStatusCode.Created)["id"].GetString()!;
        await SettleAsync();
    }

    /// <summary>Waits until no run waits or is at work.</summary>
    public async Task<JsonElement> SettleAsync()
    {
        JsonElement integration = default;
        await Wait.UntilAsync(
            async () => (integration = (await api.GetAsync(Path)).Expect(HttpStatusCode.OK).Body).GetProperty("state").GetString() != "syncing",
            () => $"The integration goes on syncing: {integration}");
        return integration;
    }

    public async Task AddCompaniesAsync(IEnumerable<string> names)
    {
        foreach (var name in names)
            (await api.PostAsync("companies", new { name })).Expect(HttpStatusCode.Created);
    }

    /// <summary>Quick Match, then a company of its own for each container that is left.</summary>
    public async Task MapAllAsync()
    {
        (await api.PostAsync($"{Path}/containers/quick-match", new { apply = true })).Expect(HttpStatusCode.OK);
        foreach (var container in await api.ListAsync($"{Path}/containers?filter=unmapped"))
        {
            var name = $"Company of {container.GetProperty("externalId").GetString()}";
            var company = (await api.PostAsync("companies", new { name })).Expect(HttpStatusCode.Created)["id"].GetString();
            (await api.PutAsync($"{Path}/containers/{container.GetProperty("id").GetString()}/mapping", new { companyId = company })).Expect(HttpStatusCode.OK);
        }

        await SettleAsync();
    }

    public async Task<ApiAnswer> SyncAsync(string scope = "all")
    {
        var run = (await api.PostAsync($"{Path}/syncs", new { scope })).Expect(HttpStatusCode.Accepted);
        await SettleAsync();
        return (await api.GetAsync($"{Path}/syncs/{run["id"].GetString()}")).Expect(HttpStatusCode.OK);
    }

    public async Task<ApiAnswer> ImportAsync(object selection, string? key = null)
    {
        var import = (await api.SendAsync(HttpMethod.Post, $"{Path}/imports", selection, key)).Expect(HttpStatusCode.Accepted);
        await Wait.UntilAsync(
            async () => (import = (await api.GetAsync($"{Path}/imports/{import["id"].GetString()}")).Expect(HttpStatusCode.OK))["finishedAt"].ValueKind == JsonValueKind.String,
            () => $"The import does not end: {import.Text}");
        return import;
    }
}
