using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Refused;

/// <summary>Something that somebody asked for and did not get. Holds nothing of what was sent.</summary>
/// <param name="Action">What was asked for, for example <c>start_sync</c>.</param>
/// <param name="Subject">Where.</param>
/// <param name="Code">Code of the refusal.</param>
public sealed record RefusedAttempt(string Action, AuditSubject Subject, string Code);

/// <summary>Writes refused attempts into the audit log. Like ones within a minute share one entry, which counts them.</summary>
public sealed class RecordRefused(Databases databases, TimeProvider clock) : IDisposable
{
    /// <summary>How long like attempts are counted in one entry.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxName = 300;
    private const int MaxAction = 60;
    private const int MostConflicts = 5;

    // One at a time for each host and tenant: a flood of refused requests must not become one of writers, nor hold up other tenants.
    private readonly ConcurrentDictionary<TenantId, SemaphoreSlim> _turns = new();

    public Task RunAsync(Actor actor, RefusedAttempt attempt, CancellationToken cancellationToken) => RunAsync(actor, attempt, 1, cancellationToken);

    /// <param name="times">How often it was attempted.</param>
    public async Task RunAsync(Actor actor, RefusedAttempt attempt, int times, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(actor.Tenant, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; !await TryAsync(actor, attempt, times, tries == MostConflicts, cancellationToken); tries++)
            {
                // Another host counted, or sealed, the same entry at this moment.
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns.Values)
            turn.Dispose();
    }

    private async Task<bool> TryAsync(Actor actor, RefusedAttempt attempt, int times, bool asNew, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var now = clock.GetUtcNow();
        var since = now - Window;
        var (action, name) = (StorableText.Of(attempt.Action, MaxAction), StorableText.Of(actor.Name, MaxName));
        var entry = asNew ? null : await db.AuditEntries
            .Where(e => e.TenantId == actor.Tenant && e.Number == null && e.At > since && e.Result == AuditResult.Refused && e.Actor == name && e.Action == action && e.Code == attempt.Code && e.Through == actor.Through)
            .OrderBy(e => e.At)
            .FirstOrDefaultAsync(cancellationToken);
        if (entry is not null)
        {
            entry.Count += times;
            entry.LastAt = now;
            db.UnsignedEntries.Add(entry);
        }
        else
        {
            db.AddEntry(New(actor with { Name = name }, attempt with { Action = action }, times, now));
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private AuditEntry New(Actor actor, RefusedAttempt attempt, int times, DateTimeOffset now) => new()
    {
        TenantId = actor.Tenant,
        Id = EntityId.New<AuditEntryId>(clock),
        At = now,
        Actor = actor.Name,
        Through = actor.Through,
        Action = attempt.Action,
        SubjectKind = attempt.Subject.Kind,
        SubjectId = attempt.Subject.Id,
        SubjectName = StorableText.Of(attempt.Subject.Name, MaxName),
        Result = AuditResult.Refused,
        Code = attempt.Code,
        Count = times,
        LastAt = times > 1 ? now : null,
    };
}
