using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Puts decisions off. They come back at the time, or when they are about something else, or about twice as many things.</summary>
public sealed class SnoozeDecisions(Databases databases, TimeProvider clock)
{
    private const int MostDays = 366;

    internal InvalidValue? Refuses(DateTimeOffset until)
    {
        var now = clock.GetUtcNow();
        return until <= now || until > now.AddDays(MostDays)
            ? new InvalidValue("snoozeUntil", $"A decision can be put off to a time that is to come, by {MostDays} days at most.")
            : null;
    }

    internal async Task RunAsync(Actor actor, IReadOnlyList<Decision> decisions, DateTimeOffset until, string action, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        DecisionId[] ids = [.. decisions.Select(d => new DecisionId(d.Id))];
        var now = clock.GetUtcNow();
        await db.DecisionSnoozes.Where(s => ids.Contains(s.Id) || s.Until < now).ExecuteDeleteAsync(cancellationToken);
        foreach (var decision in decisions)
        {
            db.DecisionSnoozes.Add(new DecisionSnooze
            {
                TenantId = actor.Tenant,
                Id = new DecisionId(decision.Id),
                Until = until.ToUniversalTime(),
                Fingerprint = decision.Fingerprint,
                Count = decision.Count,
                By = StorableText.Of(actor.Name, 300),
                At = now,
            });
            db.Record(actor, clock, action, new AuditSubject("decision", decision.Id, StorableText.Of(decision.What)), after: new { decision.Kind, Until = until });
        }

        // Two people who put the same off at once both have what they wanted.
        if (await db.TrySaveAsync(cancellationToken))
            await transaction.CommitAsync(cancellationToken);
    }
}
