using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What mapping a provider device type to another device type would do to its imported devices.</summary>
internal static class DraftRetype
{
    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, Integration integration, PlanRequest request, CancellationToken cancellationToken)
    {
        var key = request.TypeKey!;
        var type = StorableText.IsKey(key, ProviderType.MaxKeyLength)
            ? await db.ProviderTypes.AsNoTracking().SingleOrDefaultAsync(t => t.IntegrationId == integration.Id && t.Key == key, cancellationToken)
            : null;
        if (type is null)
            return new Missing("provider device type");

        var names = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        var target = new DeviceTypeId(request.DeviceTypeId!.Value);
        if (!names.TryGetValue(target, out var name))
            return new Missing("device type");

        var subjects = await PlanSubject.ReadAsync(
            StagedJoin.In(db, integration.Id).Where(s => s.Record.TypeKey == key && s.Device != null && s.Device.DeviceTypeId != target),
            cancellationToken);
        return new PlanDraft(
            $"Map the type \"{type.Name}\" to {name}",
            [.. subjects.DistinctBy(s => s.Device).Select(s => s.Plan(
                PlanKind.Retype, PlannedChange.Update, "device_type", $"Its device type changes from {names[s.DeviceType!.Value]} to {name}.", s.DeviceCompany))],
            $"{type.DeviceTypeId?.Value}|{type.Ignored}")
        {
            SettingsBefore = JsonSerializer.Serialize((TypeBefore[])[TypeBefore.Of(type)]),
            WhatSettings = "the type was mapped or ignored.",
        };
    }
}
