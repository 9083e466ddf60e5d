using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Import;

/// <summary>Executes an import in batches, each one transaction. Called by jobs; called twice or late it changes nothing.</summary>
public sealed class RunImport(Databases databases, IJobQueue jobs, TimeProvider clock, ILogger<RunImport> log)
{
    // Renewed with each batch. One that takes longer is safe all the same: its transaction holds the row until it ends.
    private readonly TimeSpan _lease = databases.Options.Lease.Length;

    public async Task RunAsync(TenantId tenant, DeviceImportId id, CancellationToken cancellationToken)
    {
        if (await TakeAsync(tenant, id, cancellationToken) is not { } import)
            return;

        try
        {
            var selection = JsonSerializer.Deserialize<ImportSelection>(import.Selection)!;
            var waiting = new WaitingDevices();
            while (await NextBatchAsync(import, selection, waiting, cancellationToken))
            {
                // Goes on until nothing is left.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (await GiveBackAsync(import))
                jobs.WakeImport(tenant, id);
        }
        catch (Exception e) when (e.BrokeOff() && import.Attempt < LeaseTimes.MostAttempts)
        {
            log.LogWarning(e, "Import {Import} broke off: the database went away, or the host stood still for longer than its lease. It goes on after its last batch.", id.Value);

            // Whoever looks for work that is due takes it up, in a moment: at once it might only break off again.
            await GiveBackAsync(import);
        }
        catch (Exception e)
        {
            log.LogError(e, "Import {Import} broke off.", id.Value);
            await EndAsync(import, ImportState.Failed, $"The import broke off because {DiskFull.Why(e)}. What was imported before stays; import again to go on.", cancellationToken);
        }
    }

    private async Task<DeviceImport?> TakeAsync(TenantId tenant, DeviceImportId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + _lease;
        await using var db = databases.Open(tenant);

        // Read under the lock of the change: read later, the row could show the attempt of somebody who took it over since.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.Imports
            .Where(i => i.Id == id && (i.State == ImportState.Queued || (i.State == ImportState.Running && i.LeaseUntil < now)))
            .ExecuteUpdateAsync(
                i => i.SetProperty(x => x.State, ImportState.Running)
                    .SetProperty(x => x.Attempt, x => x.Attempt + 1)
                    .SetProperty(x => x.LeaseUntil, until),
                cancellationToken);
        if (taken == 0)
            return null;

        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> NextBatchAsync(DeviceImport taken, ImportSelection selection, WaitingDevices waiting, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("import.write");
        await using var db = databases.Open(taken.TenantId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        await db.TakeTurnAsync(taken.IntegrationId, cancellationToken);

        // Renewing proves that the import is still ours, and keeps others from taking it over before the batch is saved.
        var until = clock.GetUtcNow() + _lease;
        if (await Mine(db, taken).ExecuteUpdateAsync(i => i.SetProperty(x => x.LeaseUntil, until), cancellationToken) == 0)
            return false;

        var import = await Mine(db, taken).SingleAsync(cancellationToken);

        var candidates = StagedJoin.In(db, import.IntegrationId);
        StagedJoin[] rows = selection.IsNamed
            ? await NamedAsync(candidates, selection.StagedDeviceIds!, import, cancellationToken)
            : await waiting.NextAsync(Importable(db, candidates, selection, import), cancellationToken);
        if (import.Total == 0)
            import.Total = selection.IsNamed ? selection.StagedDeviceIds!.Count : waiting.Found;

        var result = await ImportBatch.ApplyAsync(db, rows, selection.IsNamed, new ChangeOrigin(import.RequestedBy, clock.GetUtcNow()), clock, cancellationToken);
        List<ImportFailureView> failures = [.. result.Failures];
        if (selection.IsNamed)
            failures.AddRange(NotFound(selection.StagedDeviceIds!.Skip(import.Position).Take(ImportBatch.Size), rows));
        foreach (var failure in failures)
        {
            db.ImportFailures.Add(new ImportFailure
            {
                TenantId = import.TenantId,
                ImportId = import.Id,
                StagedDeviceId = new StagedDeviceId(failure.StagedDeviceId),
                Name = failure.Name,
                Code = failure.Code,
                Message = failure.Message,
                Cure = failure.Cure,
            });
        }

        import.Imported += result.Imported;
        import.Updated += result.Updated;
        import.Skipped += result.Skipped;
        import.Failed += failures.Count;
        import.Position += ImportBatch.Size;
        var isLast = selection.IsNamed ? import.Position >= selection.StagedDeviceIds!.Count : waiting.IsOver;
        if (isLast)
        {
            import.State = ImportState.Finished;
            import.FinishedAt = clock.GetUtcNow();
            import.LeaseUntil = null;
        }

        await db.SaveChangesAsync(cancellationToken);
        if (isLast)
            await MovesBrake.EaseAsync(db, import.IntegrationId, cancellationToken);
        await transaction.CommitAsync("import.commit", cancellationToken);
        if (import.Position == ImportBatch.Size)
            await FreshTables.AnalyzeAsync(db, cancellationToken);
        return !isLast;
    }

    private static async Task<StagedJoin[]> NamedAsync(
        IQueryable<StagedJoin> candidates,
        IReadOnlyList<Guid> named,
        DeviceImport import,
        CancellationToken cancellationToken)
    {
        StagedDeviceId[] ids = [.. named.Skip(import.Position).Take(ImportBatch.Size).Select(id => new StagedDeviceId(id))];
        return await candidates.Where(s => ids.Contains(s.Record.Id)).ToArrayAsync(cancellationToken);
    }

    // What a batch has dealt with no longer fits: it is imported, or stands among the failures.
    private static IQueryable<StagedJoin> Importable(ConnectorsDb db, IQueryable<StagedJoin> candidates, ImportSelection selection, DeviceImport import)
    {
        var rows = candidates.Where(s =>
            (s.Status == StagedStatus.New || s.Status == StagedStatus.Changed || (s.Status == StagedStatus.Failed && s.Type.DeviceTypeId != null)
                || (s.Status == StagedStatus.Held && s.Link == null && s.Record.FailureCode == StatusReason.SerialConflict && !s.Container!.HoldsNewDevices))
            && !db.ImportFailures.Any(f => f.TenantId == s.Record.TenantId && f.ImportId == import.Id && f.StagedDeviceId == s.Record.Id));
        return selection.TypeKey is { } key ? rows.Where(s => s.Record.TypeKey == key) : rows;
    }

    private static IEnumerable<ImportFailureView> NotFound(IEnumerable<Guid> named, StagedJoin[] rows)
    {
        var found = rows.Select(r => r.Record.Id.Value).ToHashSet();
        return named.Where(id => !found.Contains(id)).Select(id => new ImportFailureView(
            id,
            id.ToString(),
            "not_staged",
            "There is no staged device with this id.",
            "It may have left staging because its container was unmapped. Look at the list again."));
    }

    private async Task EndAsync(DeviceImport taken, ImportState state, string message, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(taken.TenantId);
        var now = clock.GetUtcNow();
        await Mine(db, taken).ExecuteUpdateAsync(
            i => i.SetProperty(x => x.State, state).SetProperty(x => x.ErrorMessage, message).SetProperty(x => x.FinishedAt, now),
            cancellationToken);
    }

    /// <summary>When the host stops: another need not wait until the lease has run out.</summary>
    private async Task<bool> GiveBackAsync(DeviceImport taken)
    {
        try
        {
            await using var db = databases.Open(taken.TenantId);
            return await Mine(db, taken).ExecuteUpdateAsync(i => i.SetProperty(x => x.LeaseUntil, DateTimeOffset.UnixEpoch), CancellationToken.None) > 0;
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            log.LogWarning(e, "The lease of import {Import} could not be given back. It runs out by itself.", taken.Id.Value);
            return false;
        }
    }

    private static IQueryable<DeviceImport> Mine(ConnectorsDb db, DeviceImport taken) =>
        db.Imports.Where(i => i.Id == taken.Id && i.Attempt == taken.Attempt && i.State == ImportState.Running);
}
