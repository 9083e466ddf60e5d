using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// The settings that a plan changes: mappings and device types at once when it is applied; Auto-Sync when all rows are done, so
/// that no sync imports meanwhile what the plan would then not know as its own. An undo brings back what nobody changed since.
/// </summary>
internal static class PlanSettings
{
    /// <returns>Whether devices should be fetched.</returns>
    public static async Task<Result<bool>> ApplyAsync(ConnectorsDb db, Actor actor, Plan plan, PlanRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        var needsDevices = false;
        if (plan.Kind is PlanKind.Map or PlanKind.Unmap)
        {
            var mapped = await MapAsync(db, actor, plan, request, clock, cancellationToken);
            if (!mapped.IsOk)
                return mapped.Refusal;
            needsDevices = mapped.Value;
        }
        else if (plan.Kind is PlanKind.Retype)
        {
            await ChangeTypesAsync(db, actor, plan, type => type.DeviceTypeId = new DeviceTypeId(request.DeviceTypeId!.Value), clock, cancellationToken);
        }

        await LeftOut.KeepAsync(db, plan, request, cancellationToken);
        return needsDevices;
    }

    /// <summary>Called when all rows are done.</summary>
    public static async Task FinishAsync(ConnectorsDb db, Actor actor, Plan plan, PlanRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (plan.Kind is PlanKind.AutoSync)
            await ChangeTypesAsync(db, actor, plan, type => type.AutoSync = !request.Off, clock, cancellationToken);
    }

    /// <returns>Whether devices should be fetched.</returns>
    public static async Task<Result<bool>> UndoAsync(ConnectorsDb db, Actor actor, Plan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (plan.MappingBatchId is { } batch)
            return await UnmapAsync(db, actor, plan, new MappingBatchId(batch), clock, cancellationToken);
        if (plan.SettingsBefore is not null)
            await TypesBackAsync(db, actor, plan, clock, cancellationToken);
        return false;
    }

    private static async Task<Result<bool>> MapAsync(ConnectorsDb db, Actor actor, Plan plan, PlanRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        var editor = await MappingEditor.OpenAsync(db, actor, plan.IntegrationId!.Value, clock, cancellationToken);
        if (editor is null)
            return new Missing("integration");

        var chosen = PlannedMapping.Choose(request, editor.Containers, editor.Integration.RootContainerId);
        if (!chosen.IsOk)
            return chosen.Refusal;
        foreach (var container in chosen.Value)
            editor.Decide(container, PlannedMapping.Decision(request, actor.Name, clock.GetUtcNow()));
        var changed = await editor.SaveAsync(PlannedMapping.Batch(request), cancellationToken);
        if (!changed.IsOk)
            return changed.Refusal;

        plan.MappingBatchId = changed.Value.BatchId;
        return editor.NeedsDevices;
    }

    private static async Task<Result<bool>> UnmapAsync(ConnectorsDb db, Actor actor, Plan plan, MappingBatchId id, TimeProvider clock, CancellationToken cancellationToken)
    {
        var editor = await MappingEditor.OpenAsync(db, actor, plan.IntegrationId!.Value, clock, cancellationToken);
        var batch = await db.MappingBatches.SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (editor is null || batch is null)
        {
            Note(plan, "The mapping was left as it is: the integration is gone.");
            return false;
        }

        var former = editor.Containers.ToDictionary(c => c.Id, c => c.CompanyId);
        var (_, kept) = await UndoMappings.RestoreAsync(db, editor, batch, null, null, clock, cancellationToken);
        foreach (var container in kept)
            Note(plan, $"The mapping of \"{container.Name}\" was left as it is: {container.Why}");
        var change = await editor.SaveAsync(null, cancellationToken);
        if (!change.IsOk)
            return change.Refusal;
        await PlacedSince.KeepAsync(db, plan, editor.Containers, former, cancellationToken);
        return editor.NeedsDevices;
    }

    private static async Task ChangeTypesAsync(ConnectorsDb db, Actor actor, Plan plan, Action<ProviderType> change, TimeProvider clock, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(db, plan, cancellationToken);
        foreach (var before in JsonSerializer.Deserialize<TypeBefore[]>(plan.SettingsBefore!)!)
        {
            if (!types.TryGetValue(before.Key, out var type))
                Note(plan, $"The type \"{before.Key}\" is gone, so it was left out.");
            else if (Looked(plan, TypeBefore.Of(type)) != Looked(plan, before))
                Note(plan, $"The type \"{type.Name}\" was left as it is: somebody changed it meanwhile.");
            else
                Change(db, actor, plan, type, change, clock);
        }
    }

    private static async Task TypesBackAsync(ConnectorsDb db, Actor actor, Plan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = PlanRequest.Read(plan.Parameters);
        var types = await TypesAsync(db, plan, cancellationToken);
        var there = await db.DeviceTypes.Select(t => t.Id.Value).ToHashSetAsync(cancellationToken);
        foreach (var before in JsonSerializer.Deserialize<TypeBefore[]>(plan.SettingsBefore!)!)
        {
            var after = plan.Kind is PlanKind.Retype ? before with { DeviceTypeId = request.DeviceTypeId } : before with { AutoSync = !request.Off };
            if (!types.TryGetValue(before.Key, out var type))
                Note(plan, $"The type \"{before.Key}\" is gone, so there was nothing to bring back.");
            else if (Looked(plan, TypeBefore.Of(type)) == Looked(plan, before))
                continue;
            else if (Looked(plan, TypeBefore.Of(type)) != Looked(plan, after))
                Note(plan, $"The type \"{type.Name}\" was left as it is: somebody changed it since.");
            else if (before.DeviceTypeId is { } former && !there.Contains(former))
                Note(plan, $"The type \"{type.Name}\" was left as it is: the device type it was mapped to before is gone.");
            else if (plan.Kind is not PlanKind.Retype)
                Change(db, actor, plan, type, t => t.AutoSync = before.AutoSync, clock);
            else if (before.DeviceTypeId is null && type.AutoSync)
                Note(plan, $"The type \"{type.Name}\" was left as it is: Auto-Sync is on for it since, which needs a device type.");
            else
                Change(db, actor, plan, type, t => t.DeviceTypeId = before.DeviceTypeId is { } id ? new DeviceTypeId(id) : null, clock);
        }
    }

    // What another device type is about has nothing to do with Auto-Sync.
    private static TypeBefore Looked(Plan plan, TypeBefore type) => plan.Kind is PlanKind.Retype ? type with { AutoSync = false } : type;

    private static void Change(ConnectorsDb db, Actor actor, Plan plan, ProviderType type, Action<ProviderType> change, TimeProvider clock)
    {
        var before = new { type.DeviceTypeId, type.AutoSync, type.Ignored };
        change(type);
        db.Record(
            actor,
            clock,
            "provider_type.changed",
            new AuditSubject("provider_type", plan.IntegrationId!.Value.Value, type.Name),
            before,
            new { type.DeviceTypeId, type.AutoSync, type.Ignored });
    }

    private static Task<Dictionary<string, ProviderType>> TypesAsync(ConnectorsDb db, Plan plan, CancellationToken cancellationToken) =>
        db.ProviderTypes.Where(t => t.IntegrationId == plan.IntegrationId!.Value).ToDictionaryAsync(t => t.Key, StringComparer.Ordinal, cancellationToken);

    private static void Note(Plan plan, string sentence) =>
        plan.Notes = JsonSerializer.Serialize<string[]>([.. JsonSerializer.Deserialize<string[]>(plan.Notes)!, sentence]);
}
