using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Links;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

// What the tests of the inbox have in common.
public sealed partial class DecisionInbox
{
    private static async Task<IntegrationId> RenamedAsync(TestWorld world)
    {
        await world.CompanyAsync("Zwicky Dental");
        await world.CompanyAsync("Brightwater Yoga");
        world.Vendor.Containers.Add(new ContainerRecord("z", "Zwicky Dental", null));
        world.Vendor.Devices.Add(PaperVendor.Device("1", "z"));
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Containers[0] = new ContainerRecord("z", "Brightwater Yoga", null);
        world.Vendor.Devices.Add(PaperVendor.Device("2", "z"));
        await world.SyncAsync(integration);
        return integration;
    }

    private static async Task<IntegrationId> MovedAsync(TestWorld world)
    {
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"), PaperVendor.Device("3", "a"));
        world.Vendor.Add("b");
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange([PaperVendor.Device("1", "b"), PaperVendor.Device("2", "b"), PaperVendor.Device("3", "a")]);
        await world.SyncAsync(integration);
        return integration;
    }

    private static async Task<(IntegrationId Integration, Guid Run)> HeldAsync(TestWorld world)
    {
        foreach (var site in new[] { "a", "b", "c" })
            world.Vendor.Add(site, [.. Enumerable.Range(0, 20).Select(i => PaperVendor.Device($"{site}{i}", site))]);
        var integration = await world.StageAsync(isPaper: true);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "a");
        SyncRunView run;
        do
        {
            run = await world.SyncAsync(integration);
        }
        while (run.State == SyncState.Succeeded);
        return (integration, run.Id);
    }

    private static async Task<IntegrationId> TypeAsync(TestWorld world)
    {
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        return integration;
    }

    private static async Task<IReadOnlyList<Decision>> ListAsync(TestWorld world, DecisionFilter filter = DecisionFilter.Open) =>
        (await world.Get<ListDecisions>().RunAsync(world.Owner, filter, null, new PageRequest(1, 200), Token)).Items;

    private static Task<Result<Done>> AnswerAsync(TestWorld world, Decision decision, string answer) =>
        world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, answer, null, Token);
}
