using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Tells the decisions that led a record to where it is: what has a time by its time, then what just holds.</summary>
internal static class TraceOfRecord
{
    public static async Task<IReadOnlyList<WhyTrace>> TellAsync(
        ConnectorsDb db,
        StagedJoin row,
        IntegrationFacts facts,
        WhyNames names,
        PersonsAct? kept,
        CancellationToken cancellationToken)
    {
        List<WhyTrace> trace =
        [
            await ReceivedAsync(db, row.Record, facts, cancellationToken),
            await MappingAsync(db, row, facts, names, cancellationToken),
            await TypeAsync(db, row.Type, facts, names, cancellationToken),
        ];
        if (MappingQuestion.From(row.Container?.Question) is { } question)
            trace.Add(new WhyTrace($"The {facts.One} was {Asked(question)}: new devices of it wait for an answer.", question.Since, Target: facts.Page(WhyPage.Questions, row.Container!.Name)));
        if (await FailureAsync(db, row, cancellationToken) is { } failure)
            trace.Add(failure);
        trace.AddRange(await PlanTraces.UndoneAsync(db, row.Record, cancellationToken));
        trace.AddRange(await ImportAsync(db, row, names, cancellationToken));
        if (row.Device is { } typed && row.Type.DeviceTypeId is { } target && typed.DeviceTypeId != target && await PlanTraces.NotRetypedAsync(db, row.Record, cancellationToken) is { } notRetyped)
            trace.Add(notRetyped);
        if (row.Record.KeptFrom is { } from && from == row.Container?.CompanyId && from != row.Device?.CompanyId)
            trace.Add(Kept(row, names.Company(from), kept));
        if (row.Record.NotSeenSince is { } gone)
            trace.Add(new WhyTrace("Counted as not seen: two complete syncs did not receive it.", gone));
        else if (row.Record.MissedRuns > 0)
            trace.Add(new WhyTrace("The last complete sync did not receive it. It counts as not seen if the next one does not either."));
        trace.AddRange(await RejectedAsync(db, row.Record, facts, cancellationToken));
        trace.AddRange(facts.Notes());
        return [.. trace.Where(t => t.At is not null).OrderBy(t => t.At), .. trace.Where(t => t.At is null)];
    }

    private static async Task<WhyTrace> ReceivedAsync(ConnectorsDb db, StagedDevice record, IntegrationFacts facts, CancellationToken cancellationToken)
    {
        var at = record.FirstSeenAt;
        var run = await db.SyncRuns.AsNoTracking()
            .Where(r => r.IntegrationId == record.IntegrationId && r.Scope != SyncScope.Containers && r.StartedAt <= at && (r.FinishedAt == null || r.FinishedAt >= at))
            .OrderBy(r => r.StartedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return run is null
            ? new WhyTrace($"Received from {facts.Integration.Name} by a sync of which nothing else is kept.", at)
            : new WhyTrace($"Received from {facts.Integration.Name} by a sync.", at, run.RequestedBy, facts.RunPage(run));
    }

    private static async Task<WhyTrace> MappingAsync(ConnectorsDb db, StagedJoin row, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken) =>
        row.Container is { } container ? await MappingAsync(db, container, facts, names, cancellationToken) : new WhyTrace($"The vendor has it in no {facts.One}, or in one that is not known.");

    /// <summary>How a container came to its company, or to none.</summary>
    public static async Task<WhyTrace> MappingAsync(ConnectorsDb db, Container container, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken)
    {
        var decider = facts.DeciderOf(container);
        var where = $"The {facts.One} \"{facts.PathOf(container)}\"";
        var target = facts.Page(WhyPage.Mapping, container.Name);
        var from = decider.Id == container.Id ? "" : $", inherited from \"{facts.PathOf(decider)}\"";
        if (container.CompanyId is not { } company)
        {
            if (decider.IsSkipped)
                return new WhyTrace($"{where} is never to be mapped{from}.", decider.DecidedAt, decider.DecidedBy, target);

            // An undo leaves no author at the container; the audit log has it.
            var undone = container.DecidedBy is null ? await facts.MappingUndoneAsync(db, container, cancellationToken) : null;
            return undone is null
                ? new WhyTrace($"{where} has no company.", container.DecidedAt, container.DecidedBy, target)
                : new WhyTrace($"{where} has no company: the change of its mapping was undone.", undone.At, undone.Actor, target);
        }

        var how = decider.Method == MappingMethod.QuickMatch ? $" by Quick Match{Sure(decider)}" : "";
        return new WhyTrace($"{where} belongs to {names.Company(company)}{from}{how}.", decider.DecidedAt, decider.DecidedBy, target);
    }

    private static string Sure(Container decider)
    {
        var why = decider.Evidence is null ? null : JsonSerializer.Deserialize<string[]>(decider.Evidence);
        var confidence = decider.Confidence is { } sure ? $" ({Math.Min(99, Math.Floor(sure * 100)):0} % sure" : " (";
        return why is { Length: > 0 } ? $"{confidence}: {string.Join("; ", why)})" : decider.Confidence is null ? "" : $"{confidence})";
    }

    /// <summary>What became of a vendor's type.</summary>
    public static async Task<WhyTrace> TypeAsync(ConnectorsDb db, ProviderType type, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken)
    {
        var decision = await facts.TypeDecisionAsync(db, type.Key, type.Name, cancellationToken);
        var maps = type.DeviceTypeId is { } mapped ? $"maps to {names.DeviceType(mapped)}" : "maps to no device type";
        var rest = type.Ignored ? "and is ignored" : type.AutoSync ? "and Auto-Sync is on" : "and Auto-Sync is off";
        return new WhyTrace($"The type \"{type.Name}\" {maps} {rest}.", decision?.At, decision?.Actor, facts.Page(WhyPage.Staged));
    }

    private static string Asked(MappingQuestion question) => question.Kind switch
    {
        QuestionKind.Renamed => $"renamed (it was \"{question.Was}\"), and the name fits {question.CompanyName}",
        QuestionKind.Moved => $"moved at the vendor (it belonged to {question.CompanyName ?? question.Was})",
        _ => $"new, and its name fits {question.CompanyName}",
    };

    private static async Task<WhyTrace?> FailureAsync(ConnectorsDb db, StagedJoin row, CancellationToken cancellationToken)
    {
        var id = row.Record.Id;
        var failure = await db.ImportFailures.AsNoTracking()
            .Where(f => f.StagedDeviceId == id)
            .Join(db.Imports, f => new { f.TenantId, Id = f.ImportId }, i => new { i.TenantId, i.Id }, (f, i) => new { f.Message, i.RequestedBy, At = i.FinishedAt ?? i.CreatedAt })
            .OrderByDescending(f => f.At)
            .FirstOrDefaultAsync(cancellationToken);
        return failure is null ? null : new WhyTrace($"An import left it out: {failure.Message}", failure.At, failure.RequestedBy);
    }

    private static async Task<List<WhyTrace>> ImportAsync(ConnectorsDb db, StagedJoin row, WhyNames names, CancellationToken cancellationToken)
    {
        if (row.Link is not { } link || row.Device is not { } device)
            return [];

        var target = new WhyTarget(WhyPage.Device, Id: device.Id.Value);
        List<WhyTrace> trace = [new(link.Reason == LinkReason.Imported ? "Imported into the Device Inventory." : $"Linked to a device of the inventory: {link.Evidence}", link.LinkedAt, link.LinkedBy, target)];
        Guid? id = device.Id.Value;
        var moves = await db.AuditEntries.AsNoTracking().Where(e => e.SubjectId == id && e.Action == "device.moved").OrderByDescending(e => e.At).Take(5).ToListAsync(cancellationToken);
        trace.AddRange(moves.Select(m => new WhyTrace("Moved to the company of its container.", m.At, m.Actor, target)));
        if (link.SupersededAt is { } superseded)
            trace.Add(new WhyTrace("Another record took its place on the device.", superseded, null, target));
        trace.Add(new WhyTrace($"In the Device Inventory under {names.Company(device.CompanyId)}, as {names.DeviceType(device.DeviceTypeId)}.", Target: target));
        return trace;
    }

    // Moved by hand, left out of a plan, taken back with it, joined, or answered to stay.
    private static WhyTrace Kept(StagedJoin row, string company, PersonsAct? act)
    {
        var what = row.Device is null ? $"left out of {company}" : $"decided that it does not go with its container to {company}";
        return act is null
            ? new WhyTrace($"Somebody {what}{(row.Device is null ? " this device" : "")}; who it was is not kept any more.")
            : new WhyTrace($"{char.ToUpperInvariant(what[0])}{what[1..]}, {act.How}.", act.At, act.By, act.Target);
    }

    private static async Task<List<WhyTrace>> RejectedAsync(ConnectorsDb db, StagedDevice record, IntegrationFacts facts, CancellationToken cancellationToken)
    {
        if (facts.LastRun is not { } run)
            return [];

        var reasons = await db.RejectedRows.AsNoTracking().Where(r => r.RunId == run.Id && r.ExternalId == record.ExternalId).Select(r => r.Reason).ToListAsync(cancellationToken);
        return reasons.ConvertAll(reason => new WhyTrace($"The last sync could not use its record: {reason} What was known before stays.", run.FinishedAt ?? run.StartedAt, null, facts.RunPage(run)));
    }
}
