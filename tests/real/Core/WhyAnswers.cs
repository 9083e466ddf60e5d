using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>For every place where a device can be, the product says so, what led there, and the one step that changes it.</summary>
public sealed class WhyAnswers
{
    public static TheoryData<DatabaseEngine, string> Cases => [.. new[] { DatabaseEngine.Sqlite, DatabaseEngine.PostgreSql }
        .SelectMany(_ => WhyCase.All, (engine, one) => new TheoryDataRow<DatabaseEngine, string>(engine, one.Name))];

    [Theory, MemberData(nameof(Cases))]
    public async Task Every_place_is_named_with_its_cure(DatabaseEngine engine, string name)
    {
        var expected = WhyCase.All.Single(c => c.Name == name);
        await using var world = await StartAsync(engine);
        await expected.Bring(world);

        var answer = await AskAsync(world, expected.Query ?? (expected.State == WhyState.Rejected ? WhyCase.Id : WhyCase.Serial));

        Assert.True(expected.State == answer.State, $"{answer.State}: {answer.Message}");
        Assert.Contains(expected.Step, answer.Step.Text, StringComparison.Ordinal);
        Assert.Equal(expected.Page, answer.Step.Target?.Page);
        Assert.NotEmpty(answer.Places);
        Assert.All(answer.Places, place =>
        {
            Assert.False(string.IsNullOrWhiteSpace(place.Message));
            Assert.False(string.IsNullOrWhiteSpace(place.Step.Text));
            if (place.Record is not null)
                Assert.Equal(place.Trace.OrderBy(t => t.At is null).ThenBy(t => t.At), place.Trace);
        });
    }

    [Fact]
    public void The_table_has_every_state_there_is() =>
        Assert.Equal(Enum.GetValues<WhyState>().Order(), WhyCase.All.Select(c => c.State).Distinct().Order());

    [Theory, ClassData(typeof(Engines))]
    public async Task The_trace_tells_who_decided_what(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await WhyCase.ImportedAsync(world);

        var place = Assert.Single((await AskAsync(world, WhyCase.Serial)).Places);

        Assert.Equal(("Reception-Mac", "dev-1", "Site a", "A"), (place.Record?.Name, place.Record?.ExternalId, place.Record?.Container, place.Record?.Company?.Name));
        string[] told = [.. place.Trace.Select(t => $"{t.By}: {t.Text}")];
        Assert.Contains(told, t => t.Contains("Received from Paper by a sync", StringComparison.Ordinal));
        Assert.Contains("olga@owner.example: The site \"Site a\" belongs to A.", told);
        Assert.Contains("olga@owner.example: The type \"box\" maps to box and Auto-Sync is off.", told);
        Assert.Contains("olga@owner.example: Imported into the Device Inventory.", told);
        Assert.Contains(place.Trace, t => t.Target?.Page == WhyPage.Sync);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_a_device_that_a_person_put_elsewhere_it_says_so_and_who_it_was(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var moved = await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"));
        await world.ApplyAsync(moved.Id);
        var mapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        await world.ApplyAsync(mapped.Id, (await world.ItemsAsync(mapped.Id)).Single(i => i.Name == "Device a2").Id);

        var left = Assert.Single((await AskAsync(world, "Device a2")).Places);
        Assert.Contains("does not go with its container to B", left.Message, StringComparison.Ordinal);
        Assert.Contains(world.Owner.Name + " decided", left.Message, StringComparison.Ordinal);
        Assert.Contains(left.Trace, t => t.By == world.Owner.Name && t.Text == $"Decided that it does not go with its container to B, when the plan \"{mapped.Title}\" was applied.");

        // Mapped back, the first is where a person put it.
        await world.UndoAsync(mapped.Id);
        var put = Assert.Single((await AskAsync(world, "Device a1")).Places);
        Assert.Contains("does not go with its container to A", put.Message, StringComparison.Ordinal);
        Assert.Contains(put.Trace, t => t.Text == "Decided that it does not go with its container to A, by moving it." && t.By == world.Owner.Name);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_asked_for_may_be_part_of_a_name_in_any_case_or_the_vendors_id(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await WhyCase.ImportedAsync(world);

        foreach (var query in (string[])["serial-0001", " SERIAL-0001 ", "dev-1", "RECEPTION", "ial-00", "tion-mac"])
        {
            var answer = await AskAsync(world, query);
            Assert.True(answer is { State: WhyState.Imported, Matches: 1 }, $"{query}: {answer.State}, {answer.Matches}");
        }

        Assert.Equal(WhyState.NotReceived, (await AskAsync(world, "100%")).State);
        Assert.Equal((WhyState.Several, 2), ((await AskAsync(world, "-0001")).State, (await AskAsync(world, "-0001")).Matches));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_whole_host_name_or_rejected_id_goes_before_a_part_of_anothers_name(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var fields = new RecordFields(new Dictionary<string, object?> { ["name"] = "Reception", ["host"] = "mac1" });
        world.Vendor.Add("a", new DeviceRecord("1", "a", new ProviderDeviceType("box", "Box"), fields), PaperVendor.Device("2", "a", "mac10"), PaperVendor.Device("3", "a", "lost-and-found"));
        world.Vendor.RejectedDevices.Add(new RejectedRecord("lost", "It has no body."));
        await world.StageAsync(isPaper: true);

        var answer = await AskAsync(world, "mac1");
        Assert.Equal((1, "1"), (answer.Matches, answer.Places[0].Record?.ExternalId));
        Assert.Equal(WhyState.Rejected, (await AskAsync(world, "lost")).State);

        // In any case, with what JSON escapes and what a pattern would mean, and as the beginning of a host name.
        foreach (var host in (string[])["O'Brien_100%-\u00e9", "quo\"te\\"])
        {
            world.Vendor.Devices[0] = world.Vendor.Devices[0] with { Fields = new RecordFields(new Dictionary<string, object?> { ["name"] = "Reception", ["host"] = host }) };
            await world.SyncAsync(await OnlyAsync(world));
            foreach (var query in (string[])[host, host.ToUpperInvariant().Replace('\u00c9', '\u00e9'), host[..4]])
            {
                answer = await AskAsync(world, query);
                Assert.True(answer.Matches == 1 && answer.Places[0].Record?.ExternalId == "1", $"{query}: {answer.Message}");
            }

            Assert.Equal(0, (await AskAsync(world, host[1..5])).Matches);
        }

        // Twin: the other's whole name is the other.
        Assert.Equal("2", (await AskAsync(world, "mac10")).Places[0].Record?.ExternalId);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Too_little_to_go_by_is_refused_unless_it_is_the_whole_of_something(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("x7", "a"));
        await world.ImportAsync(isPaper: true);

        foreach (var query in (string?[])[null, "", "  ", "x", "7"])
            Assert.Equal("query_too_short", (await world.Get<AskWhy>().RunAsync(world.Owner, query, Token).No()).Code);
        Assert.Equal(WhyState.Imported, (await AskAsync(world, "x7")).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_another_tenant_nothing_is_told(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await WhyCase.ImportedAsync(world);

        var answer = await world.Get<AskWhy>().RunAsync(world.OtherOwner, WhyCase.Serial, Token).Ok();

        Assert.Equal((WhyState.NoIntegration, 0), (answer.State, answer.Matches));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_viewer_may_ask(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await WhyCase.TypedAsync(world, new ProviderTypeChange(Ignored: true));

        var viewer = world.Owner with { Role = Role.Viewer };
        var answer = await world.Get<AskWhy>().RunAsync(viewer, WhyCase.Serial, Token).Ok();

        Assert.Equal((WhyState.TypeIgnored, Permission.ManageIntegrations), (answer.State, answer.Step.Needs));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_integration_says_what_it_can_about_a_device_that_is_not_known(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await WhyCase.ReadyAsync(world, hasDevice: false);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, first, new IntegrationChange(Paused: true), Token).Ok();
        world.Vendor.Account = new("paper-2", "Second account");
        await world.ConnectPaperAsync();
        await world.DrainAsync();

        var answer = await AskAsync(world, WhyCase.Serial);

        Assert.Equal([WhyState.MaybeUnmapped, WhyState.Paused], answer.Places.Select(p => p.State));
        Assert.Equal(WhyState.MaybeUnmapped, answer.State);
        Assert.Contains("1 device in a site", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<IntegrationId> OnlyAsync(TestWorld world)
    {
        await using var db = world.Open();
        return await db.Integrations.Select(i => i.Id).SingleAsync(Token);
    }

    private static Task<WhyAnswer> AskAsync(TestWorld world, string query) => world.Get<AskWhy>().RunAsync(world.Owner, query, Token).Ok();
}
