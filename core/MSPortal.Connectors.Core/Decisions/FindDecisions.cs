using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Finds all that waits in a tenant, and what of it was put off.</summary>
public sealed class FindDecisions(Databases databases, IEnumerable<IDecisionSource> sources, TimeProvider clock)
{
    internal async Task<List<(Decision Decision, IDecisionSource Source)>> RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        var now = clock.GetUtcNow();
        var snoozes = await db.DecisionSnoozes.AsNoTracking().Where(s => s.Until > now).ToDictionaryAsync(s => s.Id.Value, cancellationToken);
        List<(Decision, IDecisionSource)> found = [];
        foreach (var source in sources)
        {
            foreach (var decision in await source.FindAsync(db, cancellationToken))
                found.Add((decision with { SnoozedUntil = Holds(snoozes.GetValueOrDefault(decision.Id), decision)?.Until }, source));
        }

        return found;
    }

    private static DecisionSnooze? Holds(DecisionSnooze? snooze, Decision decision) =>
        snooze is not null && snooze.Fingerprint == decision.Fingerprint && decision.Count < 2 * Math.Max(1, snooze.Count) ? snooze : null;
}
