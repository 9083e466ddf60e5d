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

    private static readonly SimulatorOptions TwoPages = new() { Companies = 3, Devices = 110 };

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

    /// <summary>The places, on both databases: what is wrong here may be written.</summary>
    public static TheoryData<DatabaseEngine, string, int> WritingPlaces => new(
        from engine in Enum.GetValues<DatabaseEngine>()
        from place in Places
        select (engine, place.Data.Item1, place.Data.Item2));

    [Theory, MemberData(nameof(WritingPlaces))]
    public async Task A_misleading_answer_makes_nothing_go_away(DatabaseEngine engine, string path, int request)
    {
        await using var world = await StartAsync(engine, ThreePages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(VendorFaultCase.Misleading, one => BearAsync(world, integration, one, path, request, before));
    }

    [Theory]
    [InlineData(Policies, 1, "policyId", "name", "parent", "orgid")]
    [InlineData(Devices, 2, "metadata", "page", "page_count", "per_page", "total", "result_count", "items", "agentid", "audit_date", "facts", "type", "value", "error_msg")]
    public async Task Whatever_is_wrong_with_one_key_of_an_answer_nothing_goes_away(string path, int request, params string[] keys)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, TwoPages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);

        await Assert.AllAsync(keys.SelectMany(VendorFaultCase.OfKey), one => BearAsync(world, integration, one, path, request, before));
    }

    [Theory]
    [InlineData("configuration/whoami")]
    [InlineData("configuration/permissions")]
    [InlineData(Policies)]
    [InlineData(Devices)]
    public async Task The_connection_check_bears_every_misleading_answer(string path)
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, TwoPages, Patient);
        var integration = await ReadyAsync(world);

        await Assert.AllAsync(VendorFaultCase.Misleading.Concat(VendorFaultCase.Passing.Where(one => one.Attempts == 1)), async one =>
        {
            world.Simulator.Requests.Clear();
            world.Simulator.Faults.Add(one.Fault with { PathContains = path });
            var test = await TestAsync(world, integration);

            Assert.True(test.Ok || IsVendorsFault(test.Code), $"{one.Name}: {test.Code}, {test.Message}");
            if (!test.Ok)
                AssertWords(test.Message, test.Cure);
            Assert.InRange(Calls(world, path), 0, 1);
            Forgive(world);
        });
    }

    [Fact]
    public async Task A_vendor_that_refuses_for_a_day_without_a_word_is_hardly_asked()
    {
        await using var world = await StartAsync(DatabaseEngine.Sqlite, TwoPages, Patient);
        var integration = await ReadyAsync(world);
        var before = await StateAsync(world);
        world.Simulator.Requests.Clear();
        world.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests));

        for (var quarter = 0; quarter < 24 * 4; quarter++)
        {
            await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Schedule, Token).Ok();
            await world.Get<WakeDueWork>().RunAsync(Token);
            while (world.Wakes.Take() is { } wake)
            {
                if (wake.Delay == TimeSpan.Zero)
                    await world.WorkAsync(wake);
            }

            world.Clock.Shift(TimeSpan.FromMinutes(15));
        }

        Assert.InRange(world.Simulator.Requests.Count, 1, 3);
        Assert.Equal(before, await StateAsync(world));
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

    private static async Task BearAsync(TestWorld world, IntegrationId integration, VendorFaultCase one, string path, int request, string before)
    {
        var run = await RunAsync(world, integration, one, path, request);

        AssertHarmless(one, run);
        Assert.True(run.State is SyncState.Succeeded or SyncState.Partial or SyncState.Failed or SyncState.Held, $"{one.Name}: {run.State}");
        Assert.True(run.State != SyncState.Failed || IsVendorsFault(run.Error?.Code), $"{one.Name}: {run.Error}");
        if (run.Error is { } error)
            AssertWords(error.Message, error.Cure);
        await HealAsync(world, integration, before, one);
    }

    // And neither the connector's nor ours.
    private static bool IsVendorsFault(string? code) => code is not (null or "connector_failed" or "internal_error");

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
