using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What mapping containers, or taking their mapping away, would do to the devices in them and in those that inherit.</summary>
internal static class DraftMapping
{
    /// <summary>Code of a row whose device a person had put elsewhere.</summary>
    public const string Placed = "placed_by_person";

    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, Integration integration, PlanRequest request, CancellationToken cancellationToken)
    {
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration.Id).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var named = containers.FindAll(c => request.ContainerIds!.Contains(c.Id.Value));
        var planned = PlannedMapping.Choose(request, containers, integration.RootContainerId);
        if (!planned.IsOk)
            return planned.Refusal;
        var chosen = planned.Value;

        CompanyId? company = request.CompanyId is { } id ? new CompanyId(id) : null;
        var companyName = company is null ? null : await db.Companies.Where(c => c.Id == company).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken);
        if (company is not null && companyName is null)
            return new Missing("company");

        List<string> settings = [$"{integration.OnMove}|{company?.Value}"];
        settings.AddRange(chosen.Select(c => $"{c.Id.Value}|{MappingDecision.Of(c)}|{c.CompanyId?.Value}"));
        foreach (var container in chosen)
            PlannedMapping.Decision(request, "", default).ApplyTo(container);
        var changes = EffectiveMappings.Settle(containers, integration.RootContainerId);
        settings.AddRange(changes.Select(c => $"{c.Container.Id.Value}|{c.Before?.Value}|{c.Container.CompanyId?.Value}|{c.Container.HoldsNewDevices}"));

        var of = changes.ToDictionary(c => c.Container.Id);
        ContainerId?[] touched = [.. of.Keys.Select(k => (ContainerId?)k)];
        var subjects = await PlanSubject.ReadAsync(StagedJoin.In(db, integration.Id).Where(s => touched.Contains(s.Record.ContainerId)), cancellationToken);
        var what = named.Count == 1 ? $"\"{named[0].Name}\"" : $"{named.Count} containers";
        return new PlanDraft(
            request.Skip ? $"Never map {what}" : request.Inside ? $"Have all inside {what} inherit" : company is null ? $"Take the mapping of {what} away" : $"Map {what} to {companyName}",
            subjects.ConvertAll(s => Row(s, of[s.Container!.Value], integration.OnMove, request.Kind)),
            string.Join('\n', settings))
        {
            WhatSettings = "the mapping of its containers, or what happens to moved devices, was changed.",
        };
    }

    private static DraftRow Row(PlanSubject subject, CompanyChange change, MoveChoice onMove, PlanKind kind)
    {
        var to = change.Container.CompanyId;
        if (subject.Device is null)
        {
            return to is null
                ? subject.Plan(kind, PlannedChange.Skip, "leaves_staging", "It is not in the inventory. It leaves the list of staged devices.", change.Before)
                : subject.Plan(kind, PlannedChange.Skip, "stays_pending", "It is not in the inventory. It can be imported, then for this company.", to);
        }

        var stays = subject.DeviceCompany;
        if (to is null)
            return subject.Plan(kind, PlannedChange.Hold, "container_unmapped", "It stays in the inventory as it is, and gets no new values until its container is mapped again.", stays);
        if (subject.IsNotSeen)
            return subject.Plan(kind, PlannedChange.Hold, "not_seen", "The vendor did not report it in two complete syncs, so it stays where it is.", stays);
        if (stays == to)
            return subject.Plan(kind, PlannedChange.Skip, "already_there", "It belongs to this company already.", to);
        if (onMove is MoveChoice.Stay)
            return subject.Plan(kind, PlannedChange.Skip, "stay_chosen", "The integration is set so that devices keep their company.", stays);
        if (change.Container.HoldsNewDevices)
            return subject.Plan(kind, PlannedChange.Hold, "container_questioned", "It is in doubt which company its container belongs to. It keeps its company until the question is answered.", stays);

        return subject.KeptFrom is not null && (subject.KeptFrom == change.Before || subject.KeptFrom == to)
            ? subject.Plan(kind, PlannedChange.Hold, Placed, "Somebody decided that it does not go with its container. It keeps its company until somebody says otherwise.", stays)
            : subject.Plan(kind, PlannedChange.Move, "container_mapped", "Its container belongs to this company then.", to);
    }
}
