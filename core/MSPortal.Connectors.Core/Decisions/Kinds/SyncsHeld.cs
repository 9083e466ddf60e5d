using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Syncs that saw so many devices missing that they marked none.</summary>
public sealed class SyncsHeld(AnswerHeldSync answerHeld) : IDecisionSource
{
    private const string Allow = "allowOnce";
    private const string Reject = "reject";

    public DecisionKind Kind => DecisionKind.SyncHeld;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var runs = await (
            from r in db.SyncRuns
            where r.State == SyncState.Held && r.Unseen != null && r.HeldMissing != null
            join i in db.Integrations on new { r.TenantId, Id = r.IntegrationId } equals new { i.TenantId, i.Id }
            where !db.SyncRuns.Any(later => later.TenantId == r.TenantId && later.IntegrationId == r.IntegrationId && later.Scope != SyncScope.Containers && later.StartedAt > r.StartedAt
                && (later.State == SyncState.Succeeded || later.State == SyncState.Held || later.State == SyncState.Running))
            select new { r.Id, r.IntegrationId, i.Name, r.HeldMissing, r.FinishedAt })
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. runs.Select(r =>
        {
            var held = JsonSerializer.Deserialize<HeldMissing>(r.HeldMissing!)!;
            return new Decision
            {
                Id = Decision.IdOf(Kind, r.Id.Value),
                Kind = Kind,
                What = $"A sync of {r.Name} missed {held.Missing} of {held.Present} devices and marked none of them.",
                Why = held.Cause,
                Recommended = Reject,
                Answers = [new DecisionAnswer(Reject, "They are not gone: mark none"), new DecisionAnswer(Allow, "They are gone: mark them once")],
                Count = held.Missing,
                Sample = [.. held.Sample.Take(Waiting.MostNames)],
                Integration = new IntegrationRef(r.IntegrationId.Value, r.Name),
                Link = $"/integrations/{r.IntegrationId.Value}/syncs/{r.Id.Value}",
                Since = r.FinishedAt,
                Fingerprint = Prints.Of(r.Id.Value),
                Subject = (r.IntegrationId, r.Id),
            };
        })];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var (integration, run) = ((IntegrationId, SyncRunId))decision.Subject!;
        return (await answerHeld.RunAsync(actor, integration, run, answer == Allow ? HeldAnswer.AllowOnce : HeldAnswer.Reject, null, cancellationToken)).Refusal;
    }
}
