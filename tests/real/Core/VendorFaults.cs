using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Each fault, at each place: the right class and words, few attempts, and nothing lost.</summary>
public sealed class VendorFaults
{
    private const string Policies = "oa/policies/query";
    private const string Devices = "devices";
    private static readonly SimulatorOptions ThreePages = new() { Companies = 4, Devices = 230 };

    private static readonly VendorHttpOptions Patient = Eager with { MaxAnswerBytes = 8 * 1024 * 1024 };
    private static readonly VendorHttpOptions Impatient = Patient with { AttemptTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>Which list breaks, at which request of the run.</summary>
    public static TheoryData<string, int> Places => new() { { Policies, 1 }, { Devices, 1 }, { Devices, 2 } };

    [Theory, MemberData(nameof(Places))]
    public async Task A_lasting_fault_ends_the_run_with_its_own_words_and_loses_nothing(string path, int request)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, ThreePages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(VendorFaultCase.Lasting.Where(one => !one.IsSlow), one => EndAsync(world, integration, one, path, request, before));
    }

    [Theory]
    [InlineData(Policies, 1)]
    [InlineData(Devices, 2)]
    public async Task A_vendor_that_falls_silent_is_given_up_after_a_few_attempts(string path, int request)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, ThreePages, Impatient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(VendorFaultCase.Lasting.Where(one => one.IsSlow), one => EndAsync(world, integration, one, path, request, before));
        await Assert.AllAsync(VendorFaultCase.Passing.Where(one => one.IsSlow), one => GetOverAsync(world, integration, one, path, request, before));
        await Assert.AllAsync(VendorFaultCase.Lasting.Where(one => one.IsSlow), one => CheckAsync(world, integration, one, path));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_fault_that_passes_is_got_over(string path, int request)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, ThreePages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(VendorFaultCase.Passing.Where(one => !one.IsSlow), one => GetOverAsync(world, integration, one, path, request, before));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_misleading_answer_makes_nothing_go_away(string path, int request)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, ThreePages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(VendorFaultCase.Misleading, async one =>
        {
            var run = await RunAsync(world, integration, one, path, request);

            AssertHarmless(one, run);
            Assert.True(run.State is SyncState.Succeeded or SyncState.Partial or SyncState.Failed or SyncState.Held, $"{one.Name}: {run.State}");
            await HealAsync(world, integration, before, one);
        });
    }

    [Theory]
    [InlineData("configuration/whoami")]
    [InlineData("configuration/permissions")]
    [InlineData(Policies)]
    [InlineData(Devices)]
    public async Task The_connection_check_tells_each_fault_with_one_attempt(string path)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, ThreePages, Patient);
        var integration = await ReadyAsync(world);

        await Assert.AllAsync(
            VendorFaultCase.Lasting.Where(one => !IsNoFaultOf(path, one) && !one.IsSlow),
            one => CheckAsync(world, integration, one, path));
    }

    private static async Task EndAsync(TestWorld world, IntegrationId integration, VendorFaultCase one, string path, int request, string before)
    {
        var run = await RunAsync(world, integration, one, path, request);

        Assert.Equal((one.Name, CodeOf(one, path), SyncState.Failed), (one.Name, run.Error?.Code, run.State));
        AssertWords(run.Error!.Message, run.Error.Cure);
        AssertHarmless(one, run);
        Assert.Equal(one.Attempts, Calls(world, path) - (request - 1));
        Assert.Equal(before, await StateAsync(world));
        await HealAsync(world, integration, before, one);
    }

    private static async Task GetOverAsync(TestWorld world, IntegrationId integration, VendorFaultCase one, string path, int request, string before)
    {
        var run = await RunAsync(world, integration, one, path, request);

        Assert.Equal((one.Name, null, SyncState.Succeeded), (one.Name, run.Error?.Code, run.State));
        AssertHarmless(one, run);
        Assert.Equal(before, await StateAsync(world));
        await HealAsync(world, integration, before, one);
    }

    private static async Task CheckAsync(TestWorld world, IntegrationId integration, VendorFaultCase one, string path)
    {
        world.Simulator.Requests.Clear();
        world.Simulator.Faults.Add(one.Fault with { PathContains = path });
        var test = await TestAsync(world, integration);

        Assert.Equal((one.Name, false, CodeOf(one, path)), (one.Name, test.Ok, test.Code));
        AssertWords(test.Message, test.Cure);
        Assert.Equal(1, Calls(world, path));
        Assert.Single(test.Checks, c => c.Outcome == CheckOutcome.Failed);
        Forgive(world);
        Assert.True((await TestAsync(world, integration)).Ok, one.Name);
    }

    private static string? CodeOf(VendorFaultCase one, string path) =>
        path is Devices or "configuration/whoami" ? one.CodeForObjects ?? one.Code : one.Code;

    // An older Addigy knows no such question, and the check then does without.
    private static bool IsNoFaultOf(string path, VendorFaultCase one) => one.Name == "404" && path == "configuration/whoami";

    private static Task<ConnectionTest> TestAsync(TestWorld world, IntegrationId integration) =>
        world.Get<TestCredentials>().RunAsync(world.Owner, integration, new Dictionary<string, string?> { ["api_token"] = world.Account.Token }, Token).Ok();

    private static async Task<IntegrationId> ReadyAsync(TestWorld world)
    {
        world.Logs.Announce("out of reach");
        world.Logs.Announce("Nothing is asked of connector");
        world.Logs.Announce("failed: ");
        await WarmUpAsync(world);
        var integration = await world.ImportAsync();
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        return integration;
    }

    // The first calls of a process take long, which short time-outs would take for a fault.
    private static async Task WarmUpAsync(TestWorld world)
    {
        var secrets = new Dictionary<string, string?> { ["api_token"] = world.Account.Token };
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if ((await world.Get<TestConnection>().RunAsync(world.Owner, "addigy", null, secrets, Token).Ok()).Ok)
                return;
        }
    }

    private static async Task<SyncRunView> RunAsync(TestWorld world, IntegrationId integration, VendorFaultCase one, string path, int request)
    {
        world.Simulator.Requests.Clear();
        world.Simulator.Faults.Add(one.Fault with { PathContains = path, FromRequest = request });
        return await world.SyncAsync(integration);
    }

    // Whatever the vendor asked to wait for is over, and so is every break.
    private static void Forgive(TestWorld world)
    {
        world.Simulator.Faults.Clear();
        world.Clock.Shift(TimeSpan.FromHours(25));
    }

    private static async Task HealAsync(TestWorld world, IntegrationId integration, string before, VendorFaultCase one)
    {
        Forgive(world);
        var healed = await world.SyncAsync(integration);
        Assert.Equal((one.Name, null, SyncState.Succeeded), (one.Name, healed.Error?.Message, healed.State));
        Assert.Equal(before, await StateAsync(world));
    }

    private static void AssertHarmless(VendorFaultCase one, SyncRunView run)
    {
        Assert.True(FleetTruth.Balances(run.Counters), one.Name);
        Assert.Equal((one.Name, 0), (one.Name, run.Missing));
    }

    private static void AssertWords(string message, string? cure)
    {
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(cure));
    }

    private static int Calls(TestWorld world, string path) => world.Simulator.Requests.All.Count(r => r.Path == path);

    private static async Task<string> StateAsync(TestWorld world)
    {
        await using var db = world.Open();
        return string.Join('\n', new[]
        {
            string.Join(' ', db.StagedDevices.OrderBy(d => d.ExternalId).Select(d => $"{d.ExternalId}/{d.ContainerId}/{d.MissedRuns}/{d.NotSeenSince}/{d.Name}/{d.SerialNumber}").ToList()),
            string.Join(' ', db.Containers.OrderBy(c => c.ExternalId).Select(c => $"{c.ExternalId}/{c.Name}/{c.CompanyId}/{c.NotSeenSince}").ToList()),
            string.Join(' ', (await world.DevicesAsync()).OrderBy(d => d.Id).Select(d => $"{d.Id}/{d.Name}/{d.SerialNumber}/{d.Company.Name}")),
        });
    }
}
