using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>What the host that goes on makes of what it found.</summary>
internal sealed class Aftermath(CrashWorld world, BuiltHost host, CrashCase one)
{
    /// <summary>Waits until the work that was broken off has come to its end.</summary>
    public async Task SettleAsync()
    {
        using var api = new ApiClient(host.Address, world.Token);
        switch (one.Point.Work)
        {
            case CrashWork.Sync:
                await SettleRunsAsync(api);
                break;
            case CrashWork.Import:
                await SettleImportAsync(api);
                break;
        }
    }

    /// <summary>Finishes the work, syncs where that is needed, and compares.</summary>
    /// <returns>What is not as it should be.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync()
    {
        await SettleAsync();
        var differences = one.Point.Work == CrashWork.FirstStart ? await CompareFirstStartAsync() : await CompareAsync();
        return HasAlarms(host.Output) ? [$"The host was alarmed:\n{host.Output}", .. differences] : differences;
    }

    private static bool HasAlarms(string output) =>
        output.Split('\n').Any(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));

    private async Task<IReadOnlyCollection<string>> CompareAsync()
    {
        using var api = new ApiClient(host.Address, world.Token);
        if (one.Point.Work == CrashWork.Delete && (await api.GetAsync(world.Integration)).Status == HttpStatusCode.NotFound)
            return await CompareDeletedAsync(api);

        if (one.Point.Work != CrashWork.Sync)
        {
            (await api.PostAsync($"{world.Integration}/syncs", new { scope = "all" })).Expect(HttpStatusCode.Accepted);
            await SettleRunsAsync(api);
        }

        var kept = one.Point.Work == CrashWork.Import ? world.StagedFor : world.Companies;
        var differences = await new Comparison(world, api, kept).RunAsync();
        if (one.Point.Work != CrashWork.Delete)
            return differences;

        (await api.DeleteAsync($"{world.Integration}?devices=keep")).Expect(HttpStatusCode.OK);
        return [.. differences, .. await CompareDeletedAsync(api)];
    }

    // Either all of it is gone, or nothing was: the devices stay as they are.
    private async Task<IReadOnlyCollection<string>> CompareDeletedAsync(ApiClient api)
    {
        List<string> differences = [];
        var deleted = (await api.ListAsync("audit")).Count(a => a.GetProperty("action").GetString() == "integration.deleted");
        if (deleted != 1)
            differences.Add($"The audit has {deleted} entries about the deletion.");
        if ((await api.ListAsync("devices")).Count < world.Companies.Count)
            differences.Add("Devices went with the integration.");
        if ((await api.GetAsync($"{world.Integration}/staged-devices")).Status != HttpStatusCode.NotFound)
            differences.Add("Staged devices outlived the integration.");
        return differences;
    }

    private async Task<IReadOnlyCollection<string>> CompareFirstStartAsync()
    {
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(world.Simulator.Accounts[0].Token);
        var containers = await api.ListAsync($"{flow.Path}/containers");
        return containers.Count == world.Fleet.Now.Policies.Count ? [] : [$"{containers.Count} containers came of {world.Fleet.Now.Policies.Count}."];
    }

    private async Task SettleRunsAsync(ApiClient api)
    {
        IReadOnlyList<JsonElement> runs = [];
        await Wait.UntilAsync(
            async () => (runs = await api.ListAsync($"{world.Integration}/syncs")).All(run => run.GetProperty("finishedAt").ValueKind == JsonValueKind.String),
            () => $"A run does not end: {runs[0]}\n{host.Output}");
    }

    private async Task SettleImportAsync(ApiClient api)
    {
        var started = (await api.ListAsync("audit")).Where(a => a.GetProperty("action").GetString() == "import.started").ToArray();
        Assert.Single(started);
        var path = $"{world.Integration}/imports/{started[0].GetProperty("after").GetProperty("import").GetString()}";
        var import = await api.GetAsync(path);
        await Wait.UntilAsync(
            async () => (import = (await api.GetAsync(path)).Expect(HttpStatusCode.OK))["finishedAt"].ValueKind == JsonValueKind.String,
            () => $"The import does not end: {import.Text}\n{host.Output}");
        Assert.True(import["imported"].GetInt32() > 0 && import["failed"].GetInt32() == 0, import.Text);
        Assert.Equal(import["total"].GetInt32(), import["imported"].GetInt32() + import["updated"].GetInt32() + import["skipped"].GetInt32());
    }
}
