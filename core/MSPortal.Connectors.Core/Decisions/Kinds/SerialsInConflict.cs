using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Staged devices that may be devices of the inventory by their serial numbers, but not for certain: a decision for each integration.</summary>
public sealed class SerialsInConflict(Databases databases, StartImport import, SnoozeDecisions snooze, TimeProvider clock) : IDecisionSource
{
    private const string Own = "own";
    private const string Wait = "wait";
    private const int DaysToWait = 7;

    public DecisionKind Kind => DecisionKind.SerialConflict;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var groups = await Held(db)
            .GroupBy(s => s.Record.IntegrationId)
            .Select(g => new { Integration = g.Key, Count = g.Count(), Since = g.Min(s => s.Record.FirstSeenAt), First = g.Min(s => s.Record.Name), Last = g.Max(s => s.Record.Name), Why = g.Min(s => s.Record.FailureMessage) })
            .ToListAsync(cancellationToken);
        if (groups.Count == 0)
            return [];

        var integrations = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        return [.. groups.Where(g => integrations.ContainsKey(g.Integration)).Select(g => new Decision
        {
            Id = Decision.IdOf(Kind, g.Integration.Value),
            Kind = Kind,
            What = g.Count == 1 ? $"1 device of {integrations[g.Integration]} waits because of its serial number." : $"{g.Count} devices of {integrations[g.Integration]} wait because of their serial numbers.",
            Why = $"{g.Why ?? "Their serial numbers are those of other records."}{(g.Count == 1 ? "" : " The list gives the reason for each.")}",
            Recommended = Wait,
            Answers = [new DecisionAnswer(Wait, "Look at them one by one, and ask again in a week"), new DecisionAnswer(Own, g.Count == 1 ? "Import it as a device of its own" : "Import each as a device of its own")],
            Count = g.Count,
            Sample = new Waiting(g.Count, g.First, g.Last).Sample,
            Integration = new IntegrationRef(g.Integration.Value, integrations[g.Integration]),
            Link = $"/integrations/{g.Integration.Value}/devices?status=held",

            // Staged with such a number, it waits.
            Since = g.Since,
            Fingerprint = Prints.Of(g.Integration.Value),
            Subject = g.Integration,
        })];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        if (answer == Wait)
        {
            if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
                return refusal;

            await snooze.RunAsync(actor, [decision], clock.GetUtcNow().AddDays(DaysToWait), "decision.snoozed", cancellationToken);
            return null;
        }

        var integration = (IntegrationId)decision.Subject!;
        await using var db = databases.Open(actor.Tenant);
        var ids = await Held(db).Where(s => s.Record.IntegrationId == integration).Select(s => s.Record.Id).Take(ImportSelection.MaxNamed).ToListAsync(cancellationToken);
        return ids.Count == 0 ? new DecisionGone() : (await import.RunAsync(actor, integration, new ImportSelection(ids.ConvertAll(i => i.Value)), null, cancellationToken)).Refusal;
    }

    private static IQueryable<StagedJoin> Held(ConnectorsDb db) => StagedJoin
        .Of(db, db.StagedDevices.Where(d => d.FailureCode == StatusReason.SerialConflict))
        .Where(s => s.Status == StagedStatus.Held && s.Link == null && !s.Container!.HoldsNewDevices);
}
