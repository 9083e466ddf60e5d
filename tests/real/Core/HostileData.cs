using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class HostileData
{
    private static readonly string Random10000 = string.Concat(Enumerable.Range(0, 10_000).Select(i => (char)(0x4E00 + (i * 7919 % 20_000))));

    private static readonly string[] Names =
    [
        "nul\0inside", "\0", "half \ud800 pair", "\udc00", "not a character \uFFFE here", "\uFFFF", new string('x', 10_000), Random10000,
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 2_000)), "\u202Eright to left", "\u200B", "  ", "\t\r\n", "<script>alert(1)</script>",
        "=1+1", "'; drop table devices; --", "{{7*7}}", "Z\u0335\u0321\u0322a\u0300\u0301l\u0302g\u0303o", "\u001b[31m red", "a\nb",
    ];

    [Theory, ClassData(typeof(Engines))]
    public async Task Names_of_any_kind_are_staged_imported_and_listed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Names.Select((name, i) => PaperVendor.Device($"{i}", "a", name, serial: name, type: $"type_{i}") with
        {
            Type = new ProviderDeviceType($"type_{i}", name),
            Fields = new RecordFields(new Dictionary<string, object?> { ["name"] = name, ["serial"] = name, ["model"] = name, ["user"] = name }),
        })]);
        world.Vendor.Containers.AddRange(Names.Select((name, i) => new ContainerRecord($"c{i}", name, null)));
        await world.CompanyAsync("nul inside");

        var integration = await world.ImportAsync(isPaper: true);

        Assert.All(await world.RunsAsync(integration), run => Assert.Equal((SyncState.Succeeded, 0), (run.State, run.Counters.Rejected)));
        var staged = await world.StagedAsync(integration);
        var devices = await world.DevicesAsync();
        Assert.Equal((Names.Length, Names.Length), (staged.Count, devices.Count));
        Assert.Equal(Names.Length + 1, (await world.ContainersAsync(integration)).Count);
        Assert.All(staged.Select(s => s.Name).Concat(devices.Select(d => d.Name)).Concat((await world.ContainersAsync(integration)).Select(c => c.Name)), name =>
        {
            Assert.False(string.IsNullOrWhiteSpace(name));
            Assert.DoesNotContain('\0', name);
            Assert.True(name.Length <= 1_000);
            Assert.True(name.IsNormalized() || name.Normalize().Length > 0);
        });
        Assert.Contains(staged, s => s.Name == "<script>alert(1)</script>");
        Assert.Contains(staged, s => s.Name == "\u202Eright to left");

        // What the vendor repeats is not news, however odd.
        var again = await world.SyncAsync(integration);
        Assert.Equal((0, 0, Names.Length), (again.Counters.Created, again.Counters.Updated, again.Counters.Unchanged));
        foreach (var device in devices)
            await world.Get<GetDevice>().RunAsync(world.Owner, new DeviceId(device.Id), Token).Ok();
        foreach (var name in Names)
        {
            var page = new MSPortal.Connectors.Core.Tenancy.PageRequest(Search: name[..Math.Min(50, name.Length)]);
            await world.Get<ListStaged>().RunAsync(world.Owner, integration, new StagedFilter(TypeKey: name), page, Token).Ok();
            await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(OsName: name), page, Token);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Identifiers_that_cannot_be_kept_are_rejected_with_a_reason_and_hurt_nobody_else(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] ids = ["nul\0", "line\nbreak", "half\ud800", new string('i', 201), ""];
        world.Vendor.Add("a", [PaperVendor.Device("good", "a"), .. ids.Select(id => PaperVendor.Device(id, "a"))]);
        world.Vendor.Devices.Add(PaperVendor.Device("bad type", "a") with { Type = new ProviderDeviceType("x\0y", "X") });
        world.Vendor.Containers.AddRange(ids.Select(id => new ContainerRecord(id, "Bad", null)));
        world.Vendor.RejectedDevices.Add(new RejectedRecord("by\0connector", "Says \0 so, half \ud800"));

        var integration = await world.StageAsync(isPaper: true);

        Assert.Equal(["good"], (await world.StagedAsync(integration)).Select(s => s.ExternalId));
        Assert.Equal(["a"], (await world.ContainersAsync(integration)).Select(c => c.ExternalId));
        var run = (await world.RunsAsync(integration))[0];
        Assert.Equal((SyncState.Partial, "too_many_rejected", 7), (run.State, run.Error?.Code, run.Counters.Rejected));
        var rejected = (await world.GetSyncAsync(integration, run.Id)).Rejected;
        Assert.Equal(7, rejected.Count);
        Assert.All(rejected, r => Assert.NotEmpty(r.Reason));
        Assert.All(await world.RunsAsync(integration), r => Assert.True(FleetTruth.Balances(r.Counters)));
        var both = Assert.Single(await world.RunsAsync(integration), r => r.Trigger == SyncTrigger.Setup);
        Assert.Equal(ids.Length + 7, (await world.GetSyncAsync(integration, both.Id)).Rejected.Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Addigy_devices_and_policies_with_odd_identifiers_are_rejected(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var policy = world.Fleet.AddPolicy("Long parent", parentId: new string('p', 201));
        world.Fleet.AddPolicy("NUL\0parent", parentId: "p\0q");
        var template = world.Fleet.Devices[0];
        foreach (var id in (string[])["nul\0", "tab\t", new string('i', 201)])
            world.Fleet.AddDevice(template with { AgentId = id, PolicyId = policy.PolicyId });
        world.Fleet.AddDevice(template with { AgentId = "lost", PolicyId = "p\0q" });
        world.Fleet.ChangeFact(template.AgentId, "device_model_name", "Newton\0 🍏 " + new string('n', 300));
        world.Fleet.DropFact(template.AgentId, "product_name");
        world.Fleet.DropFact(template.AgentId, "hardware_model");
        world.Fleet.RenameDevice(template.AgentId, Random10000);

        var integration = await world.ImportAsync();

        var run = await world.SyncAsync(integration);
        Assert.Equal((SyncState.Succeeded, 3), (run.State, run.Counters.Rejected));
        Assert.Equal(FleetTruth.WithoutIds(FleetTruth.Of(await world.StagedAsync(integration))), FleetTruth.Of(await world.DevicesAsync()));
        Assert.Contains(await world.StagedAsync(integration), s => s.ExternalId == template.AgentId && s.Type.StartsWith("Newton", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_identifier_that_comes_twice_is_one_device(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("1", "a", "Again"), PaperVendor.Device("2", "a"), PaperVendor.Device("1", "a", "And again"));
        world.Vendor.Add("A", PaperVendor.Device("x", "A"), PaperVendor.Device("X", "A"), PaperVendor.Device("x ", "A"));

        var integration = await world.ImportAsync(isPaper: true);

        Assert.Equal(["1", "2", "X", "x", "x "], (await world.StagedAsync(integration)).Select(s => s.ExternalId).Order(StringComparer.Ordinal));
        Assert.Equal("Device 1", (await world.StagedAsync(integration, "1")).Name);
        Assert.All(await world.RunsAsync(integration), r => Assert.True(FleetTruth.Balances(r.Counters)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Loops_orphans_and_unknown_policies_are_borne(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var one = world.Fleet.AddPolicy("One");
        var two = world.Fleet.AddPolicy("Two", one.PolicyId);
        var three = world.Fleet.AddPolicy("Three", two.PolicyId);
        world.Fleet.ReparentPolicy(one.PolicyId, three.PolicyId);
        world.Fleet.AddPolicy("Orphan", "nobody-has-this-id");
        world.Fleet.AddPolicy("Below the loop", two.PolicyId);
        world.Fleet.AddDevices(2, one.PolicyId);
        world.Fleet.AddDevices(1, "nobody-has-this-id");

        var integration = await world.StageAsync();

        var all = await world.ContainersAsync(integration);
        string[] added = ["One", "Two", "Three", "Orphan", "Below the loop"];
        var containers = all.Where(c => added.Contains(c.Name)).ToDictionary(c => c.Name);
        Assert.All((string[])["One", "Two", "Three"], name => Assert.Equal(name, containers[name].Path));
        Assert.Equal("Orphan", containers["Orphan"].Path);
        Assert.Equal("Two / Below the loop", containers["Below the loop"].Path);
        Assert.Equal(2, (await world.StagedAsync(integration, new StagedFilter(ContainerId: containers["One"].Id))).Count);
        Assert.Equal(FleetTruth.Of(world.Fleet, all), FleetTruth.Of(await world.StagedAsync(integration)));
        Assert.Equal(
            world.Fleet.Devices.Count(d => !all.Any(c => c.ExternalId == d.PolicyId)),
            (await world.RunsAsync(integration))[0].Counters.Unmapped);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_whose_time_lies_in_the_future_does_not_lock_out_later_news(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a", "Old") with { ObservedAt = world.Clock.GetUtcNow().AddDays(400) });
        var integration = await world.ImportAsync(isPaper: true);
        world.Clock.Shift(TimeSpan.FromMinutes(5));
        world.Vendor.Devices[0] = PaperVendor.Device("1", "a", "New") with { ObservedAt = world.Clock.GetUtcNow().AddMinutes(-1) };

        await world.SyncAsync(integration);

        Assert.Equal("New", Assert.Single(await world.DevicesAsync()).Name);

        // And an older answer changes nothing.
        world.Vendor.Devices[0] = PaperVendor.Device("1", "a", "Stale") with { ObservedAt = world.Clock.GetUtcNow().AddMinutes(-30) };
        Assert.Equal(1, (await world.SyncAsync(integration)).Counters.Unchanged);
        Assert.Equal("New", Assert.Single(await world.DevicesAsync()).Name);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_time_finer_than_the_database_keeps_is_no_news_at_each_sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var observed = new DateTimeOffset(world.Clock.GetUtcNow().AddHours(-1).UtcTicks / 10 * 10 + 7, TimeSpan.Zero);
        world.Vendor.Add("a", PaperVendor.Device("1", "a") with { ObservedAt = observed });
        var integration = await world.ImportAsync(isPaper: true);
        string[] tables = ["devices", "device_observations", "staged_devices", "staged_observations"];
        var before = await DatabaseDump.TakeAsync(world.Databases, tables);

        await world.SyncAsync(integration);

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, tables));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whatever_a_connector_throws_the_run_ends_with_a_reason(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed");
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.StageAsync(isPaper: true);
        foreach (var (thrown, code) in ((Exception, string)[])
        [
            (new UnexpectedAnswerException("answer_unexpected", "Half \ud800 and \0.", "Cure \0."), "answer_unexpected"),
            (new SetupRefusedException(new string('c', 100), new string('m', 100_000), "Cure."), new string('c', 60)),
            (new VendorUnavailableException("vendor_down", "Down.", "Wait.") { RetryAfter = TimeSpan.MaxValue }, "vendor_down"),
            (new VendorUnavailableException("vendor_down", "Down.", "Wait.") { RetryAfter = TimeSpan.MinValue }, "vendor_down"),
            (new InvalidOperationException("with data"), "connector_failed"),
            (new OperationCanceledException("by itself"), "internal_error"),
        ])
        {
            world.Vendor.BeforePage = (_, _) => throw thrown;
            var run = await world.SyncAsync(integration);
            Assert.Equal((SyncState.Failed, code), (run.State, run.Error?.Code));
            Assert.DoesNotContain("with data", run.Error!.Message, StringComparison.Ordinal);

            // However long the vendor asks to wait, it is never longer than a day.
            world.Clock.Shift(TimeSpan.FromHours(24));
        }

        world.Vendor.BeforePage = null;
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_account_with_an_odd_name_can_be_connected(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Account = new VendorAccount("id\0" + new string('i', 300), "nul\0 \ud800" + new string('n', 300));

        var integration = await world.ConnectPaperAsync();

        var account = (await world.IntegrationAsync(integration)).Account!;
        Assert.True(account.Id.Length <= 200);
        Assert.StartsWith("nul \uFFFDnnn", account.Name, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Settings_that_cannot_be_kept_are_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        var all = string.Join(',', Enumerable.Range(0, 60));

        Assert.Equal("invalid_value", (await ChangeAsync(new IntegrationChange(DevicesCron: $"{all} * * * *")).No()).Code);
        Assert.Equal("invalid_value", (await ChangeAsync(new IntegrationChange(DevicesCron: "0 0 31 2 *")).No()).Code);
        Assert.Equal("invalid_value", (await ChangeAsync(new IntegrationChange(ContainersCron: "soon")).No()).Code);
        Assert.Equal("invalid_value", (await ChangeAsync(new IntegrationChange("a\0b")).No()).Code);
        Assert.Equal("*/7 * * * *", (await ChangeAsync(new IntegrationChange(DevicesCron: "*/7 * * * *")).Ok()).Schedule.DevicesCron);

        Task<MSPortal.Connectors.Core.Tenancy.Result<IntegrationView>> ChangeAsync(IntegrationChange change) =>
            world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, change, Token);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Answers_that_are_no_proper_JSON_change_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: ");
        world.Logs.Announce("is out of reach");
        var integration = await world.ImportAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "containers");
        foreach (var kind in (FaultKind[])[FaultKind.Html, FaultKind.Empty, FaultKind.Truncated, FaultKind.WrongShape, FaultKind.DeepNesting, FaultKind.CutOff])
        {
            world.Simulator.Faults.Clear();
            world.Simulator.Faults.Add(new Fault(kind));
            var run = await world.SyncAsync(integration);
            Assert.True(run.State == SyncState.Failed, $"{kind}: {run.State}");
            Assert.NotEmpty(run.Error!.Cure);
        }

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "containers"));
    }
}
