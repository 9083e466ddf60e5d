using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.ModelPlans;

/// <summary>Makes, applies and undoes plans, in the product and in the model; both must say and do the same.</summary>
internal sealed class ModelPlanner(TestWorld world, ModelFleet fleet, IntegrationId integration, Func<string, Guid> companyId)
{
    // Older ones are seldom of interest.
    private const int Remembered = 3;

    private static readonly string[] Targets = ["Notebook", "Server"];

    private readonly List<Made> _plans = [];
    private readonly Dictionary<string, Guid> _targets = [];

    /// <summary>Device types that provider types may be mapped to.</summary>
    public async Task CreateDeviceTypesAsync()
    {
        foreach (var target in Targets)
            _targets[target] = (await world.Get<CreateDeviceType>().RunAsync(world.Owner, target, Token).Ok()).Id;
    }

    public async Task DoAsync(ModelStep step)
    {
        if (step.Act is ModelAct.MakePlan or ModelAct.PlanAndApply)
        {
            if (await MakeAsync(step) is { } made && step.Act is ModelAct.PlanAndApply)
                await ApplyAsync(made, step);
            return;
        }

        if (step.Act is ModelAct.DeleteIntegration)
        {
            await DeleteIntegrationAsync(step);
            return;
        }

        if (_plans.Count == 0)
            return;

        var chosen = _plans[^(1 + (step.First % Math.Min(Remembered, _plans.Count)))];
        if (step.Act is ModelAct.ApplyPlan)
            await ApplyAsync(chosen, step);
        else
            await UndoAsync(chosen);
    }

    private async Task<Made?> MakeAsync(ModelStep step)
    {
        if (Wanted(step) is not { } plan)
            return null;

        var isPossible = plan.Make();
        var result = await world.Get<MakePlan>().RunAsync(world.Owner, await RequestAsync(plan), Token);
        Assert.True(isPossible == result.IsOk, $"The model says that a plan is {(isPossible ? "possible" : "impossible")}, the product {result.Refusal?.Code ?? "makes it"}.");
        if (!result.IsOk)
            return null;

        var made = new Made(result.Value.Id, plan, await NamesAsync(result.Value.Id));
        _plans.Add(made);
        AreAlike("planned", plan.Drawn.Rows.Select(Told), (await world.ItemsAsync(made.Id)).Select(i => Told(made.Names[i.Id], i.Change, i.Company?.Name)));
        return made;
    }

    private ModelPlan? Wanted(ModelStep step)
    {
        var (type, company) = (step.Second % 2 == 0 ? "box" : "phone", ModelPeople.Companies[step.Third % ModelPeople.Companies.Length]);
        return (step.First % 8) switch
        {
            0 => new ModelImportPlan(fleet, null, null),
            1 => step.Third % 2 == 0 ? new ModelImportPlan(fleet, type, null) : new ModelImportPlan(fleet, null, null),
            2 => Some(fleet.Kept.Keys, step) is { } named ? new ModelImportPlan(fleet, null, named) : null,
            3 => new ModelAutoSyncPlan(fleet, step.Third % 3 == 0 ? null : type, isOff: step.Third % 4 == 3),
            4 => new ModelMapPlan(fleet, $"{step.Second % 6}", company),
            5 => new ModelMapPlan(fleet, $"{step.Second % 6}", step.Third % 2 == 0 ? null : company),
            6 => new ModelRetypePlan(fleet, type, Targets[step.Third % Targets.Length]),
            _ => Some(fleet.Kept.Values.Where(k => k.Owner is not null).Select(k => k.Id), step) is { } ids ? new ModelMovePlan(fleet, ids, company) : null,
        };
    }

    private static string[]? Some(IEnumerable<string> ids, ModelStep step)
    {
        string[] all = [.. ids];
        return all.Length == 0 ? null : [.. all.Skip(step.Second % all.Length).Take(1 + (step.Third % 8))];
    }

    private async Task<PlanRequest> RequestAsync(ModelPlan plan)
    {
        await using var db = world.Open();
        return plan switch
        {
            ModelImportPlan { Named: { } named } => new(PlanKind.Import, integration.Value)
            {
                StagedDeviceIds = await db.StagedDevices.Where(s => s.IntegrationId == integration && named.Contains(s.ExternalId)).Select(s => s.Id.Value).ToListAsync(Token),
            },
            ModelImportPlan { Type: var type } => new(PlanKind.Import, integration.Value) { All = type is null, TypeKey = type },
            ModelAutoSyncPlan { Type: var type } sync => new(PlanKind.AutoSync, integration.Value) { All = type is null, TypeKeys = type is null ? null : [type], Off = sync.IsOff },
            ModelMapPlan map => new(map.Company is null ? PlanKind.Unmap : PlanKind.Map, integration.Value)
            {
                ContainerIds = [await db.Containers.Where(c => c.IntegrationId == integration && c.ExternalId == map.Site).Select(c => (Guid?)c.Id.Value).SingleOrDefaultAsync(Token) ?? Guid.NewGuid()],
                CompanyId = map.Company is null ? null : companyId(map.Company),
            },
            ModelRetypePlan retype => new(PlanKind.Retype, integration.Value) { TypeKey = retype.Type, DeviceTypeId = _targets[retype.Target] },
            ModelMovePlan move => new(PlanKind.Move, null)
            {
                DeviceIds = await db.DeviceLinks.Where(l => move.Ids.Contains(l.ExternalId)).Select(l => l.DeviceId.Value).ToListAsync(Token),
                CompanyId = companyId(move.Company),
            },
            _ => throw new InvalidOperationException($"Nobody asks for {plan}."),
        };
    }

    // The vendor's ids of the rows, while the records are there.
    private async Task<Dictionary<Guid, string>> NamesAsync(Guid plan)
    {
        await using var db = world.Open();
        var records = await db.StagedDevices.ToDictionaryAsync(s => s.Id.Value, s => s.ExternalId, Token);
        var devices = await db.DeviceLinks.ToDictionaryAsync(l => l.DeviceId.Value, l => l.ExternalId, Token);
        return (await world.ItemsAsync(plan)).ToDictionary(i => i.Id, i => i.StagedDeviceId is { } record ? records[record] : devices[i.DeviceId!.Value]);
    }

    private async Task ApplyAsync(Made made, ModelStep step)
    {
        var (id, plan, names) = made;
        var now = fleet.IsDeleted ? null : plan.Draft();
        var refusal = plan.State is not PlanState.Ready ? "plan_applied" : fleet.IsDeleted || now?.Basis != plan.Drawn.Basis ? "plan_stale" : null;
        HashSet<string> excluded = step.Second % 3 > 0 ? [] : [.. names.Values.Order(StringComparer.Ordinal).Where((_, i) => i % 3 == step.Third % 3)];
        var result = await world.Get<ApplyPlan>().RunAsync(world.Owner, new PlanId(id), [.. names.Where(n => excluded.Contains(n.Value)).Select(n => n.Key)], Token);
        Assert.True(refusal == result.Refusal?.Code, $"Applying should say {refusal ?? "yes"}: {result.Refusal?.Message ?? "applied"}.\nWas:\n{plan.Drawn.Basis}\nIs:\n{now?.Basis}");
        if (refusal is not null)
            return;

        plan.Apply(excluded);
        await WorkAsync(id);
        await CheckAsync("applied", made);
    }

    private async Task UndoAsync(Made made)
    {
        var refusal = made.Plan.State switch { PlanState.Ready => "plan_not_applied", PlanState.Undone => "plan_undone", _ => null };
        var result = await world.Get<UndoPlan>().RunAsync(world.Owner, new PlanId(made.Id), Token);
        Assert.Equal(refusal, result.Refusal?.Code);
        if (refusal is not null)
            return;

        made.Plan.Undo();
        await WorkAsync(made.Id);
        await CheckAsync("undone", made);
    }

    // Deletes it by a plan. After that plans are stale, and an undo brings back no more than is there to be brought back.
    private async Task DeleteIntegrationAsync(ModelStep step)
    {
        var removes = step.First % 3 > 0;
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.DeleteIntegration, integration.Value) { RemovesDevices = removes });
        var names = await NamesAsync(plan.Id);
        var items = await world.ItemsAsync(plan.Id);
        AreAlike(
            "planned",
            fleet.Kept.Values.Where(k => k.Owner is not null).Select(k => $"{k.Id}: {(removes ? PlannedChange.Retire : PlannedChange.Skip)}"),
            items.Select(i => $"{names[i.Id]}: {i.Change}"));

        HashSet<string> unticked = step.Second % 2 > 0 ? [] : [.. names.Values.Order(StringComparer.Ordinal).Where((_, i) => i % 3 == step.Third % 3)];
        fleet.Delete(k => !removes || unticked.Contains(k.Id));
        var applied = await world.ApplyAsync(plan.Id, [.. names.Where(n => unticked.Contains(n.Value)).Select(n => n.Key)]);
        Assert.Equal((PlanState.Applied, 0), (applied.State, applied.PassedOver));
        await CheckInventoryAsync();
        foreach (var made in Enumerable.Reverse(_plans))
        {
            fleet.Now++;
            world.Clock.Shift(TimeSpan.FromSeconds(1));
            if (made.Plan.State is PlanState.Ready)
                await ApplyAsync(made, step);
            else
                await UndoAsync(made);
            await CheckInventoryAsync();
        }
    }

    private async Task CheckInventoryAsync() => AreAlike(
        "kept in the inventory",
        fleet.Kept.Values.Select(k => $"\"{k.Name}\" of {k.Owner}, {k.DeviceType}"),
        (await world.DevicesAsync()).Select(d => $"\"{d.Name}\" of {d.Company.Name}, {d.DeviceType.Name}"));

    // A run may be at work: only the plan is worked at.
    private Task WorkAsync(Guid plan) => world.Get<RunPlan>().RunAsync(world.Owner.Tenant, new PlanId(plan), Token);

    private async Task CheckAsync(string what, Made made)
    {
        var items = await world.ItemsAsync(made.Id);
        AreAlike(what, made.Plan.Outcomes.Select(o => $"{o.Key}: {o.Value}"), items.Select(i => $"{made.Names[i.Id]}: {i.Outcome}"), string.Join('\n', items.Select(i => $"{made.Names[i.Id]} {i.OutcomeReason}")));
        var view = await world.GetPlanAsync(made.Id);
        Assert.Equal(made.Plan.State, view.State);
        int Count(params PlanOutcome[] outcomes) => made.Plan.Outcomes.Values.Count(outcomes.Contains);
        Assert.Equal(
            (Count(PlanOutcome.Applied, PlanOutcome.Undone, PlanOutcome.Kept), Count(PlanOutcome.Excluded), 0, Count(PlanOutcome.Undone), Count(PlanOutcome.Kept)),
            (view.Applied, view.Excluded, view.PassedOver, view.Undone, view.Kept));
    }

    private static string Told(ModelRow row) => Told(row.Id, row.Change, row.To);

    private static string Told(string id, PlannedChange change, string? to) => $"{id}: {change}{(change is PlannedChange.Create or PlannedChange.Move ? $" {to}" : "")}";

    private static void AreAlike(string what, IEnumerable<string> expected, IEnumerable<string> actual, string? more = null)
    {
        var (wanted, got) = (string.Join('\n', expected.Order(StringComparer.Ordinal)), string.Join('\n', actual.Order(StringComparer.Ordinal)));
        if (wanted != got)
            Assert.Fail($"Not {what} as it should be:\n{ModelPicture.Difference(wanted, got)}\n{more}");
    }

    private sealed record Made(Guid Id, ModelPlan Plan, Dictionary<Guid, string> Names);
}
