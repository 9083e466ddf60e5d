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

    // One at a time for each host: a flood of refused requests must not become one of writers.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task RunAsync(Actor actor, RefusedAttempt attempt, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; !await TryAsync(actor, attempt, tries == MostConflicts, cancellationToken); tries++)
            {
                // Another host counted, or sealed, the same entry at this moment.
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> TryAsync(Actor actor, RefusedAttempt attempt, bool asNew, CancellationToken cancellationToken)
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
            entry.Count++;
            entry.LastAt = now;
            db.UnsignedEntries.Add(entry);
        }
        else
        {
            db.AddEntry(New(actor with { Name = name }, attempt with { Action = action }, now));
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

    private AuditEntry New(Actor actor, RefusedAttempt attempt, DateTimeOffset now) => new()
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
    };
}
