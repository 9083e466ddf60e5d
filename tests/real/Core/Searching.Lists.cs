using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>All lists are searched alike.</summary>
public sealed partial class Searching
{
    private const string Name = "Müller & Söhne, O'Neil – Café";

    // How people write it, and what it is not.
    private static readonly string[] Written =
    [
        Name, "müller & söhne", "MULLER & SOHNE", "oneil", "O’Neil", "o'neil - cafe", "neil — café", "Mu\u0308ller",
    ];

    // In what is kept as JSON, only the case does not count.
    private static readonly string[] AsWritten = [Name, "müller & söhne", "o'neil – café"];

    private static readonly string[] Others = ["muller sohne", "mueller", "oneill", "cafés", ".*", "m_ller", "[a-z]", "\\", "xyz"];

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_list_is_searched_like_the_devices(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var lists = await ListsAsync(world);

        List<string> faults = [];
        foreach (var (list, count) in lists)
        {
            faults.AddRange(await FaultsAsync(list, count, list.Contains("before and after", StringComparison.Ordinal) ? AsWritten : Written, isFound: true));
            faults.AddRange(await FaultsAsync(list, count, Others, isFound: false));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal((0, 1), (await AuditAsync(world, "no'body"), await AuditAsync(world, "straße 7/\"b\"")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Long_searches_are_answered_soon(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var lists = await ListsAsync(world);
        var text = string.Concat(Enumerable.Repeat("Größe ½ 한글 straße 𝔐 é[a]{2}(b)|c^d$e?f*g+h.i\\j/k ", 10));
        var started = TimeProvider.System.GetTimestamp();

        foreach (var (list, count) in lists)
            Assert.True(await count(new PageRequest(Search: text)) == 0, list);

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"{TimeProvider.System.GetElapsedTime(started)}");
    }

    private static async Task<IEnumerable<string>> FaultsAsync(string list, Func<PageRequest, Task<int>> count, string[] texts, bool isFound)
    {
        List<string> faults = [];
        foreach (var text in texts)
        {
            if (await count(new PageRequest(Search: text)) > 0 != isFound)
                faults.Add($"{list}: \"{text}\" {(isFound ? "finds nothing" : "finds something")}");
        }

        return faults;
    }

    private static async Task<int> AuditAsync(TestWorld world, string text) =>
        (await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(Search: text), Token).Ok()).Total;

    private static async Task<(string List, Func<PageRequest, Task<int>> Count)[]> ListsAsync(TestWorld world)
    {
        var me = world.Owner with { Name = Name };
        world.Vendor.Containers.Add(new ContainerRecord("a", Name, null));
        world.Vendor.Containers.Add(new ContainerRecord("b", $"{Name} (b)", null));
        world.Vendor.Devices.Add(PaperVendor.Device("d1", "a", Name, "S1"));
        world.Vendor.RejectedDevices.Add(new RejectedRecord("r1", $"The name {Name} is unreadable."));
        var integration = await world.ConnectPaperAsync(me);
        await world.DrainAsync();
        var company = await world.CompanyAsync(Name, me);
        await world.MapAsync(integration, "a", company, me);
        await world.SyncAsync(integration, actor: me);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(me, integration, Token).Ok();
        await world.Get<CreateDeviceType>().RunAsync(me, Name, Token).Ok();
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.Import, integration.Value) { All = true }, me);
        await world.ImportAllAsync(integration, me);
        world.Vendor.Devices.Add(new DeviceRecord("d2", "a", new ProviderDeviceType("extra", Name), new RecordFields(new Dictionary<string, object?> { ["name"] = "Other" })));
        await world.SyncAsync(integration, actor: me);
        await world.Get<MergeCompanies>().RunAsync(me, await world.CompanyAsync("Other", me), company, Token).Ok();
        await world.CompanyAsync("Straße 7/\"B\"");
        var device = new DeviceId((await world.DevicesAsync()).Single().Id);
        await world.Get<AddNote>().RunAsync(me, device, "Note", Token).Ok();
        var batch = new MappingBatchId((await world.Get<ListMappingBatches>().RunAsync(me, integration, new PageRequest(), Token).Ok()).Items[^1].Id);
        var run = new SyncRunId((await world.RunsAsync(integration)).First(r => r.RejectedTotal > 0).Id);

        return
        [
            ("devices", async r => (await world.Get<ListDevices>().RunAsync(me, new DeviceFilter(), r, Token)).Total),
            ("companies", async r => (await world.Get<ListCompanies>().RunAsync(me, r, Token)).Total),
            ("merges", async r => (await world.Get<ListCompanyMerges>().RunAsync(me, r, Token)).Total),
            ("containers", async r => (await world.Get<ListContainers>().RunAsync(me, integration, ContainerFilter.All, r, Token).Ok()).Page.Total),
            ("mapping changes", async r => (await world.Get<ListMappingBatches>().RunAsync(me, integration, r, Token).Ok()).Total),
            ("steps of a mapping change", async r => (await world.Get<GetMappingBatch>().RunAsync(me, integration, batch, r, Token).Ok()).Steps.Total),
            ("device types", async r => (await world.Get<ListDeviceTypes>().RunAsync(me, r, Token)).Total),
            ("syncs", async r => (await world.Get<ListSyncs>().RunAsync(me, integration, r, Token).Ok()).Total),
            ("rejected", async r => (await world.Get<ListRejected>().RunAsync(me, integration, run, r, Token).Ok()).Total),
            ("plans", async r => (await world.Get<ListPlans>().RunAsync(me, null, null, r, Token)).Total),
            ("rows of a plan", async r => (await world.Get<ListPlanItems>().RunAsync(me, new PlanId(plan.Id), new PlanItemFilter(), r, Token).Ok()).Total),
            ("audit", async r => (await world.Get<ListAudit>().RunAsync(me, r, Token).Ok()).Total),
            ("audit by who", async r => (await world.Get<ListAudit>().RunAsync(me, new AuditFilter { Who = r.Search }, new PageRequest(), Token).Ok()).Total),
            ("audit by subject", async r => (await world.Get<ListAudit>().RunAsync(me, new AuditFilter { Subject = r.Search }, new PageRequest(), Token).Ok()).Total),
            ("audit's before and after", async r => (await world.Get<ListAudit>().RunAsync(world.Owner, new AuditFilter { Text = r.Search, Action = "company.merged" }, new PageRequest(), Token).Ok()).Total),
            ("history", async r => (await world.Get<ListDeviceHistory>().RunAsync(me, device, null, r, Token).Ok()).Total),
            ("notes", async r => (await world.Get<ListNotes>().RunAsync(me, device, r, Token).Ok()).Total),
            ("decisions", async r => (await world.Get<ListDecisions>().RunAsync(me, DecisionFilter.All, null, r, Token)).Total),
            ("why", async r => (await world.Get<AskWhy>().RunAsync(me, r.Search, Token)) is { IsOk: true, Value: var answer } ? answer.Matches : 0),
        ];
    }
}
