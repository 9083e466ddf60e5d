using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>A provider device type's settings before a plan.</summary>
internal sealed record TypeBefore(string Key, Guid? DeviceTypeId, bool AutoSync, bool Ignored)
{
    public static TypeBefore Of(ProviderType type) => new(type.Key, type.DeviceTypeId?.Value, type.AutoSync, type.Ignored);
}

/// <summary>What switching Auto-Sync on or off would do.</summary>
internal static class DraftAutoSync
{
    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, Integration integration, PlanRequest request, CancellationToken cancellationToken)
    {
        var types = await db.ProviderTypes.AsNoTracking().Where(t => t.IntegrationId == integration.Id).OrderBy(t => t.Key).ToListAsync(cancellationToken);
        if (request.TypeKeys is { } keys)
        {
            types = types.FindAll(t => keys.Contains(t.Key, StringComparer.Ordinal));
            if (types.Count != keys.Count)
                return new Missing("provider device type");
            if (!request.Off && types.Find(t => t.DeviceTypeId is null || t.Ignored) is { } impossible)
                return new AutoSyncNotPossible(impossible.Name, impossible.Ignored);
        }
        else
        {
            types = types.FindAll(t => request.Off ? t.AutoSync : t.DeviceTypeId is not null && !t.Ignored);
        }

        List<TypeBefore> before = types.ConvertAll(TypeBefore.Of);
        var what = types.Count == 1 ? $"for \"{types[0].Name}\"" : $"for {types.Count} types";
        return new PlanDraft(
            $"Switch Auto-Sync {(request.Off ? "off" : "on")} {what}",
            request.Off ? [] : await RowsAsync(db, integration.Id, [.. types.Select(t => t.Key)], cancellationToken),
            string.Join('\n', before))
        {
            SettingsBefore = JsonSerializer.Serialize(before),
            WhatSettings = "a type was mapped, ignored, or switched to Auto-Sync or off.",
        };
    }

    private static async Task<List<DraftRow>> RowsAsync(ConnectorsDb db, IntegrationId integration, string[] keys, CancellationToken cancellationToken)
    {
        var waiting = StagedJoin.In(db, integration)
            .Where(s => keys.Contains(s.Record.TypeKey) && s.Link == null && s.Status != StagedStatus.ContainerUnmapped);
        var subjects = await PlanSubject.ReadAsync(waiting, cancellationToken);
        var verdicts = await SerialVerdicts.ReadAsync(db, subjects, cancellationToken);
        var answers = await EarlierAnswers.ReadAsync(db, integration, cancellationToken);
        return subjects.ConvertAll(s => IsLeftOut(s) ? Row(s, null) : verdicts.Row(s, isNamed: false, PlanKind.AutoSync) ?? Row(s, answers.GetValueOrDefault(s.Id)));
    }

    private static bool IsLeftOut(PlanSubject subject) => subject.KeptFrom is not null && subject.KeptFrom == subject.ContainerCompany;

    private static DraftRow Row(PlanSubject subject, string? answer)
    {
        var canCome = subject.Status is StagedStatus.New or StagedStatus.Failed;
        var (change, code, reason) =
            canCome && IsLeftOut(subject)
                ? (PlannedChange.Skip, "left_out", "Somebody left it out of this company before. Import it by itself if it belongs there.")
            : canCome ? (PlannedChange.Create, "new", answer is null ? DraftImport.New : $"{DraftImport.New} {answer}")
            : DraftImport.Left(subject);
        return subject.Plan(PlanKind.AutoSync, change, code, reason, subject.ContainerCompany);
    }
}
