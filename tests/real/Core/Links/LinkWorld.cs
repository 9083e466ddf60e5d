using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>Two vendors that may report the same devices.</summary>
internal static class LinkWorld
{
    public static DeviceRecord Mac(string id, string? serial, string site = "a", string? user = null, bool? firewall = null, double? battery = null, DateTimeOffset? at = null, string? name = null, string? model = null) =>
        new(id, site, new ProviderDeviceType("box", "box"), new RecordFields(new Dictionary<string, object?>
        {
            ["name"] = name ?? $"Mac {id}",
            ["serial"] = serial,
            ["user"] = user,
            ["firewall"] = firewall,
            ["battery"] = battery,
            ["model"] = model,
        }))
        {
            ObservedAt = at,
        };

    /// <summary>Connects a vendor with what it has, maps its sites to the companies of the same name in capitals, and its types.</summary>
    public static async Task<IntegrationId> ConnectAsync(TestWorld world, PaperVendor vendor, params DeviceRecord[] devices)
    {
        foreach (var site in devices.Select(d => d.ContainerId!).Distinct().Where(site => vendor.Containers.TrueForAll(c => c.ExternalId != site)))
            vendor.Containers.Add(new ContainerRecord(site, $"Site {site}", null));
        vendor.Devices.AddRange(devices);
        var integration = new IntegrationId((await world.Get<CreateIntegration>().RunAsync(world.Owner, vendor.Manifest.Id, vendor.Manifest.Name, null, null, Token).Ok()).Id);
        await world.DrainAsync();
        foreach (var container in vendor.Containers)
            await world.MapAsync(integration, container.ExternalId, await world.CompanyAsync(container.ExternalId.ToUpperInvariant()));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        return integration;
    }

    public static async Task AutoSyncAsync(TestWorld world, IntegrationId integration) =>
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange { AutoSync = true }, Token).Ok();

    public static async Task<Guid> DeviceOfAsync(TestWorld world, IntegrationId integration, string externalId) =>
        (await world.StagedAsync(integration, externalId)).DeviceId ?? throw new InvalidOperationException($"{externalId} is not in the inventory.");

    public static async Task<IReadOnlyList<LinkView>> LinksAsync(TestWorld world, Guid device) =>
        (await world.Get<ListDeviceLinks>().RunAsync(world.Owner, new DeviceId(device), Token).Ok()).Links;

    public static Task<DeviceDetail> DetailAsync(TestWorld world, Guid device) =>
        world.Get<GetDevice>().RunAsync(world.Owner, new DeviceId(device), Token).Ok();

    public static async Task<ReadingView> ReadingAsync(TestWorld world, Guid device, string key) =>
        (await DetailAsync(world, device)).Sections.SelectMany(s => s.Readings).Single(r => r.Key == key);

    public static async Task<(StagedStatus Status, string? Reason)> StatusAsync(TestWorld world, IntegrationId integration, string externalId)
    {
        var staged = await world.StagedAsync(integration, externalId);
        return (staged.Status, staged.Reason?.Code);
    }

    public static async Task<ImportView> ImportOneAsync(TestWorld world, IntegrationId integration, string externalId) =>
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, externalId)).Id]));

    public static async Task<SplitView> SplitAsync(TestWorld world, Guid device, IntegrationId integration, string externalId) =>
        await world.Get<SplitDevice>().RunAsync(world.Owner, new DeviceId(device), (await world.StagedAsync(integration, externalId)).Id, Token).Ok();

    /// <summary>Takes a record out of staging, as if it had never been there.</summary>
    public static async Task ForgetAsync(TestWorld world, IntegrationId integration, string externalId)
    {
        await using var db = world.Open();
        await db.Integrations.Where(i => i.Id == integration).ExecuteUpdateAsync(i => i.SetProperty(x => x.Turns, x => x.Turns + 1), Token);
        await db.StagedDevices.Where(d => d.IntegrationId == integration && d.ExternalId == externalId).ExecuteDeleteAsync(Token);
    }
}
