using System.Text.RegularExpressions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Makes, applies and undoes plans in tests.</summary>
internal static partial class PlanSteps
{
    // What a plan may change, and its undo must bring back to the letter.
    private static readonly string[] Tables =
        ["devices", "device_observations", "device_links", "staged_devices", "staged_observations", "containers", "provider_types", "device_types", "company_aliases"];

    public static Task<PlanView> PlanAsync(this TestWorld world, PlanRequest request, Actor? actor = null) =>
        world.Get<MakePlan>().RunAsync(actor ?? world.Owner, request, Token).Ok();

    public static Task<Result<PlanView>> TryApplyAsync(this TestWorld world, Guid plan, params Guid[] excluded) =>
        world.Get<ApplyPlan>().RunAsync(world.Owner, new PlanId(plan), excluded, Token);

    public static async Task<PlanView> ApplyAsync(this TestWorld world, Guid plan, params Guid[] excluded)
    {
        await world.TryApplyAsync(plan, excluded).Ok();
        await world.DrainAsync();
        return await world.GetPlanAsync(plan);
    }

    public static async Task<PlanView> UndoAsync(this TestWorld world, Guid plan)
    {
        await world.Get<UndoPlan>().RunAsync(world.Owner, new PlanId(plan), Token).Ok();
        await world.DrainAsync();
        return await world.GetPlanAsync(plan);
    }

    public static Task<PlanView> GetPlanAsync(this TestWorld world, Guid plan) =>
        world.Get<GetPlan>().RunAsync(world.Owner, new PlanId(plan), Token).Ok();

    public static Task<IReadOnlyList<PlanItemView>> ItemsAsync(this TestWorld world, Guid plan, PlanItemFilter? filter = null) =>
        AllAsync(page => world.Get<ListPlanItems>().RunAsync(world.Owner, new PlanId(plan), filter ?? new PlanItemFilter(), page, Token).Ok());

    /// <summary>Everything that plans change, as text.</summary>
    public static async Task<string[]> StateAsync(this TestWorld world) =>
        [.. (await DatabaseDump.TakeAsync(world.Databases, Tables)).Select(l => l.StartsWith("company_aliases", StringComparison.Ordinal) ? Learned().Replace(l, "$1=") : l).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Two sites of two companies with some devices each, of two types that are mapped; nothing is imported. Site "a" belongs to
    /// "A" and has boxes, site "b" to "B" and has towers.
    /// </summary>
    public static async Task<IntegrationId> TwoSitesAsync(this TestWorld world, int each = 3)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(1, each).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(1, each).Select(i => PaperVendor.Device($"b{i}", "b", type: "tower"))]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        return integration;
    }

    public static PlanRequest Import(IntegrationId integration) => new(PlanKind.Import, integration.Value) { All = true };

    public static PlanRequest AutoSync(IntegrationId integration, params string[] keys) => new(PlanKind.AutoSync, integration.Value) { TypeKeys = keys };

    public static async Task<PlanRequest> MapAsync(TestWorld world, IntegrationId integration, string container, string? company) =>
        new(company is null ? PlanKind.Unmap : PlanKind.Map, integration.Value)
        {
            ContainerIds = [(await world.ContainerAsync(integration, container)).Id.Value],
            CompanyId = company is null ? null : (await world.CompanyAsync(company)).Value,
        };

    public static async Task<PlanRequest> MoveAsync(TestWorld world, string company, params string[] names) => new(PlanKind.Move, null)
    {
        DeviceIds = [.. (await world.DevicesAsync()).Where(d => names.Contains(d.Name)).Select(d => d.Id)],
        CompanyId = (await world.CompanyAsync(company)).Value,
    };

    public static async Task<PlanRequest> RetypeAsync(TestWorld world, IntegrationId integration, string key, string deviceType)
    {
        var all = await AllAsync(page => world.Get<ListDeviceTypes>().RunAsync(world.Owner, page, Token));
        var id = all.FirstOrDefault(t => t.Name == deviceType)?.Id ?? (await world.Get<CreateDeviceType>().RunAsync(world.Owner, deviceType, Token).Ok()).Id;
        return new PlanRequest(PlanKind.Retype, integration.Value) { TypeKey = key, DeviceTypeId = id };
    }

    // An alias that is forgotten and learned again is another row that says the same.
    [GeneratedRegex(@"\b(id|at)=[^|]*")]
    private static partial Regex Learned();
}
