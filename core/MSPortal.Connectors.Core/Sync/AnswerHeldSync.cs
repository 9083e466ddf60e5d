using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>A person's answer to a held run: the devices are gone, or they are not; and how many may go at once from now on.</summary>
public sealed class AnswerHeldSync(Databases databases, TimeProvider clock)
{
    /// <summary>Highest limit that can be set.</summary>
    public const int MaxLimit = 10_000;

    /// <param name="limit">How many devices may go missing at once from now on; null leaves the limit as it is.</param>
    public async Task<Result<SyncRunView>> RunAsync(
        Actor actor,
        IntegrationId integrationId,
        SyncRunId id,
        HeldAnswer answer,
        int? limit,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (limit is < 0 or > MaxLimit)
            return new InvalidValue("limit", $"The limit must be between 0 and {MaxLimit}.");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeTurnAsync(integrationId, cancellationToken);
        var run = await db.SyncRuns.SingleOrDefaultAsync(r => r.Id == id && r.IntegrationId == integrationId, cancellationToken);
        var integration = await db.Integrations.SingleOrDefaultAsync(i => i.Id == integrationId, cancellationToken);
        if (run is null || integration is null)
            return new Missing("sync run");
        if (run.State != SyncState.Held || run.Unseen is null)
            return new NotHeld();
        if (await IsOvertakenAsync(db, run, cancellationToken))
            return new Overtaken();

        var now = clock.GetUtcNow();
        var marked = answer == HeldAnswer.AllowOnce ? await MarkAsync(db, run, now, cancellationToken) : 0;
        run.State = answer == HeldAnswer.AllowOnce ? SyncState.Succeeded : SyncState.Partial;
        run.Missing = marked;
        (run.Answer, run.AnsweredBy, run.AnsweredAt) = (answer, actor.Name, now);
        integration.MissingLimit = limit ?? integration.MissingLimit;
        if (integration.AttentionCode == run.ErrorCode)
            (integration.AttentionCode, integration.AttentionMessage, integration.AttentionCure) = (null, null, null);
        if (answer == HeldAnswer.AllowOnce)
            (run.ErrorCode, run.ErrorMessage, run.ErrorCure) = (null, null, null);

        db.Record(actor, clock, "sync.answered", new AuditSubject("sync", id.Value, $"{run.Scope} sync"), after: new { answer, marked, integration.MissingLimit });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SyncRunView.From(run);
    }

    /// <summary>Whether a held run can't be answered any more: what a person says about its devices does not hold for those that a later run missed or saw.</summary>
    internal static Task<bool> IsOvertakenAsync(ConnectorsDb db, SyncRun run, CancellationToken cancellationToken) =>
        db.SyncRuns.AnyAsync(
            r => r.IntegrationId == run.IntegrationId && r.Scope != SyncScope.Containers && r.StartedAt > run.StartedAt
                && (r.State == SyncState.Succeeded || r.State == SyncState.Held || r.State == SyncState.Running),
            cancellationToken);

    // Seen by a run that began later, though it may not have come to its end, a device is not gone.
    private static async Task<int> MarkAsync(ConnectorsDb db, SyncRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = PageNotes.Read(run.Unseen!, []).Seen.ToHashSet();
        var later = await db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == run.IntegrationId && r.StartedAt > run.StartedAt).ToListAsync(cancellationToken);
        foreach (var other in later)
            gone.ExceptWith((await RunLog.LoadAsync(db, other, new SyncTally(), cancellationToken)).Seen);

        int[] numbers = [.. gone];
        return await db.StagedDevices
            .Where(d => d.IntegrationId == run.IntegrationId && d.NotSeenSince == null && d.FirstSeenAt < run.StartedAt && numbers.Contains(d.Number))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NotSeenSince, now).SetProperty(x => x.MissedRuns, x => x.MissedRuns + 1), cancellationToken);
    }
}

/// <summary>The run does not wait for an answer.</summary>
public sealed record NotHeld() : Refusal(
    RefusalKind.Conflict,
    "not_held",
    "This sync does not wait for an answer: it was not held because of missing devices, or was answered already.",
    "Look at the sync again.");

/// <summary>A later run has looked at the same devices.</summary>
public sealed record Overtaken() : Refusal(
    RefusalKind.Conflict,
    "sync_overtaken",
    "A later sync has looked at the devices again, or is doing so.",
    "Answer the latest held sync, once it has ended.");
