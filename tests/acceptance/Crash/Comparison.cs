using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>Compares what a host has with what the vendor has, field by field, and looks through its books.</summary>
/// <param name="kept">The devices that were imported before, with the companies that they stay with.</param>
internal sealed class Comparison(CrashWorld world, ApiClient api, IReadOnlyDictionary<string, string> kept)
{
    private readonly ConcurrentQueue<string> _differences = new();
    private readonly Dictionary<string, string> _companies = [];

    /// <summary>What is not as it should be; empty when all is well.</summary>
    public async Task<IReadOnlyCollection<string>> RunAsync()
    {
        await CompareContainersAsync();
        var staged = await CompareStagedAsync();
        await CompareInventoryAsync(staged);
        await CheckRunsAsync();
        return _differences;
    }

    /// <summary>Checks the books of every run there was.</summary>
    public async Task<IReadOnlyCollection<string>> CheckRunsAsync()
    {
        var runs = await api.ListAsync($"{world.Integration}/syncs");
        foreach (var run in runs)
        {
            var counters = run.GetProperty("counters").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32());
            Expect(counters["received"] == counters.Where(c => c.Key != "received").Sum(c => c.Value), $"The books do not balance: {run}");
            Expect(Text(run, "state") == "succeeded", $"A run did not succeed: {run}");
            Expect(Text(run, "finishedAt") is not null, $"A run did not end: {run}");
        }

        // The list has the newest first.
        Expect(runs[0].GetProperty("counters").GetProperty("received").GetInt32() == world.Fleet.Now.Devices.Count, $"The run did not receive the fleet: {runs[0]}");
        Expect(Text(runs[0], "completeness") == "complete", $"The run is not complete: {runs[0]}");

        var audit = await api.ListAsync("audit");
        Expect(audit.Select(a => Text(a, "id")).Distinct().Count() == audit.Count, "The audit has an entry twice.");
        Expect(audit.Count(a => Text(a, "action") == "sync.started") == runs.Count(r => Text(r, "trigger") == "manual"), "Not every run that was asked for has one audit entry.");
        return _differences;
    }

    private async Task CompareContainersAsync()
    {
        var containers = await api.ListAsync($"{world.Integration}/containers");
        var policies = world.Fleet.Now.Policies.ToDictionary(p => p.PolicyId);
        ExpectSame(policies.Keys, containers.Select(c => Text(c, "externalId")!), "containers");
        foreach (var container in containers)
        {
            var id = Text(container, "externalId")!;
            if (policies.TryGetValue(id, out var policy))
                Expect(Text(container, "name") == policy.Name.Trim(), $"Container {id} is called {Text(container, "name")} and not {policy.Name}.");
            if (container.GetProperty("company") is { ValueKind: JsonValueKind.Object } company)
                _companies[id] = Text(company, "id")!;
        }
    }

    /// <returns>Agent id of each device of the inventory that a staged one came to, by its id.</returns>
    private async Task<Dictionary<string, string>> CompareStagedAsync()
    {
        var staged = await api.ListAsync($"{world.Integration}/staged-devices");
        ExpectSame(world.Fleet.ExpectedIds(), staged.Select(s => Text(s, "externalId")!), "staged devices");
        Dictionary<string, string> imported = [];
        foreach (var row in staged)
        {
            var id = Text(row, "externalId")!;
            if (world.Fleet.Expected(id) is not { } expected)
                continue;

            Expect(Text(row, "name") == NameOf(expected.Device.Name), $"{id} is staged as {Text(row, "name")} and not as {expected.Device.Name}.");
            Expect((Text(row, "serialNumber") ?? "") == (expected.Device.SerialNumber ?? "").Trim(), $"{id} is staged with the serial number {Text(row, "serialNumber")}.");
            Expect(Text(row.GetProperty("company"), "id") == _companies[expected.Device.PolicyId!], $"{id} is staged for the wrong company: {row}");
            Expect((Text(row, "status") == "notSeen") == world.Fleet.GoneTwice.Contains(id), $"{id} stands as {Text(row, "status")}.");

            var shouldBeImported = kept.ContainsKey(id) || world.AutoTypes.Contains(Text(row, "typeKey")!);
            var device = Text(row, "deviceId");
            Expect((device is not null) == shouldBeImported, $"{id} is {(device is null ? "not " : "")}in the inventory: {row}");
            if (device is not null)
                Expect(imported.TryAdd(device, id), $"Two staged devices came to the device {device}.");
        }

        return imported;
    }

    private async Task CompareInventoryAsync(Dictionary<string, string> imported)
    {
        var devices = await api.ListAsync("devices");
        ExpectSame(imported.Keys, devices.Select(d => Text(d, "id")!), "devices of the inventory");
        await Parallel.ForEachAsync(devices, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (row, _) =>
        {
            var detail = (await api.GetAsync($"devices/{Text(row, "id")}")).Expect(HttpStatusCode.OK).Body;
            var link = detail.GetProperty("links")[0];
            var id = Text(link, "externalId")!;
            if (world.Fleet.Expected(id) is not { } expected)
                return;

            foreach (var difference in ExpectedFacts.Differences(detail, expected.Device, expected.Fleet))
                _differences.Enqueue(difference);
            Expect(detail.GetProperty("links").GetArrayLength() == 1, $"{id} has several links.");
            Expect(imported.GetValueOrDefault(Text(row, "id")!) == id, $"{id} is linked to another device than the one it is staged as.");
            Expect(Text(detail, "name") == NameOf(expected.Device.Name), $"{id} is in the inventory as {Text(detail, "name")} and not as {expected.Device.Name}.");
            Expect((Text(detail, "serialNumber") ?? "") == (expected.Device.SerialNumber ?? "").Trim(), $"{id} has the serial number {Text(detail, "serialNumber")}.");
            Expect((Text(link, "notSeenSince") is not null) == world.Fleet.GoneTwice.Contains(id), $"{id} has the wrong mark: {link}");

            // Whom it belongs to is a person's decision: a device that the vendor moves stays where it is.
            var company = kept.GetValueOrDefault(id) ?? _companies[expected.Device.PolicyId!];
            Expect(Text(detail.GetProperty("company"), "id") == company, $"{id} is in the wrong company.");
        });
    }

    private void ExpectSame(IEnumerable<string> expected, IEnumerable<string> actual, string what)
    {
        string[] found = [.. actual];
        var (want, have) = (expected.ToHashSet(), found.ToHashSet());
        Expect(have.Count == found.Length, $"Some {what} are there twice.");
        Expect(want.IsSubsetOf(have), $"These {what} are not there: {string.Join(", ", want.Except(have).Take(5))}");
        Expect(have.IsSubsetOf(want), $"These {what} should not be there: {string.Join(", ", have.Except(want).Take(5))}");
    }

    private void Expect(bool isSo, string otherwise)
    {
        if (!isSo)
            _differences.Enqueue(otherwise);
    }

    // The vendor escapes one odd character twice, which the connector mends.
    private static string NameOf(string name) => name.Replace(@"\u2019", "’", StringComparison.Ordinal).Trim();

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
