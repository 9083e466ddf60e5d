using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What an undo did.</summary>
/// <param name="Restored">Containers whose mapping is again as it was before the batch.</param>
/// <param name="Kept">Containers that were left as they are, with the reason.</param>
public sealed record MappingsUndone(int Restored, IReadOnlyList<MappingKept> Kept, MappingChanged Change);

/// <summary>A container that an undo left alone.</summary>
public sealed record MappingKept(Guid ContainerId, string Name, string Why);

/// <summary>
/// Undoes a batch of mapping changes, or some of its containers. What was decided later stays. A single match of Quick
/// Match that a person undoes counts as that person's decision; undoing the whole batch leaves no trace of it.
/// </summary>
public sealed class UndoMappings(Databases databases, StartSync startSync, TimeProvider clock)
{
    /// <param name="only">The containers to undo; null for all of the batch.</param>
    public async Task<Result<MappingsUndone>> RunAsync(
        Actor actor,
        IntegrationId integration,
        MappingBatchId id,
        IReadOnlyCollection<ContainerId>? only,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var editor = await MappingEditor.OpenAsync(db, actor, integration, clock, cancellationToken);
        var batch = await db.MappingBatches.SingleOrDefaultAsync(b => b.Id == id && b.IntegrationId == integration, cancellationToken);
        if (editor is null || batch is null)
            return new Missing("batch of mapping changes");

        var isByPerson = only is not null && batch.Kind is MappingBatchKind.QuickMatched;
        var (steps, kept) = await RestoreAsync(db, editor, batch, only, isByPerson ? actor.Name : null, clock, cancellationToken);
        if (steps == 0)
            return new NothingToUndo();

        var change = await editor.SaveAsync(null, cancellationToken);
        if (!change.IsOk)
            return change.Refusal;

        await transaction.CommitAsync(cancellationToken);
        if (editor.NeedsDevices)
            await startSync.RunAsync(actor, integration, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return new MappingsUndone(steps - kept.Count, kept, change.Value);
    }

    /// <summary>Brings back the decisions before the batch, for the caller to save.</summary>
    /// <param name="person">Whose decision it is from now on; null to leave no trace.</param>
    /// <returns>How many were to be brought back, and which of them stay, with the reason.</returns>
    internal static async Task<(int Steps, List<MappingKept> Kept)> RestoreAsync(
        ConnectorsDb db,
        MappingEditor editor,
        MappingBatch batch,
        IReadOnlyCollection<ContainerId>? only,
        string? person,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var all = await db.MappingSteps.Where(s => s.BatchId == batch.Id && s.UndoneAt == null).ToListAsync(cancellationToken);
        var steps = all.FindAll(s => only is null || only.Contains(s.ContainerId));
        var companies = await db.Companies.Select(c => c.Id.Value).ToHashSetAsync(cancellationToken);
        var containers = editor.Containers.ToDictionary(c => c.Id);
        List<MappingKept> kept = [];
        foreach (var step in steps)
        {
            var container = containers[step.ContainerId];
            if (Undo(editor, container, step, companies, person, clock) is { } why)
            {
                kept.Add(new MappingKept(container.Id.Value, container.Name, why));
                continue;
            }

            step.UndoneAt = clock.GetUtcNow();
        }

        if (all.TrueForAll(s => s.UndoneAt is not null))
            batch.UndoneAt = clock.GetUtcNow();
        return (steps.Count, kept);
    }

    private static string? Undo(MappingEditor editor, Container container, MappingStep step, HashSet<Guid> companies, string? person, TimeProvider clock)
    {
        var (before, after) = (JsonSerializer.Deserialize<MappingDecision>(step.Before)!, JsonSerializer.Deserialize<MappingDecision>(step.After)!);
        if (!MappingDecision.Of(container).Is(after))
            return "It was changed again since.";
        if (before.CompanyId is { } company && !companies.Contains(company))
            return "The company it had before is gone.";

        before = before with { Question = container.Question ?? before.Question };
        editor.Decide(container, person is null ? before : before with { By = person, IsByPerson = true, At = clock.GetUtcNow() });
        return null;
    }
}

/// <summary>The batch is undone already, or does not hold the containers.</summary>
public sealed record NothingToUndo() : Refusal(
    RefusalKind.Conflict,
    "nothing_to_undo",
    "These mapping changes are undone already, or the containers are not among them.",
    "Look at the list again.");

/// <summary>A batch of mapping changes for people and programs.</summary>
/// <param name="Containers">How many it changed.</param>
/// <param name="Standing">How many of those are not undone.</param>
public sealed record MappingBatchView(Guid Id, MappingBatchKind Kind, string By, DateTimeOffset At, int Containers, int Standing, DateTimeOffset? UndoneAt);

/// <summary>Lists the batches of mapping changes of an integration, newest first.</summary>
public sealed class ListMappingBatches(Databases databases)
{
    public async Task<Result<Page<MappingBatchView>>> RunAsync(Actor actor, IntegrationId integration, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Integrations.AnyAsync(i => i.Id == integration, cancellationToken))
            return new Missing("integration");

        var batches = db.MappingBatches.AsNoTracking().Where(b => b.IntegrationId == integration);
        if (request.SearchText is { } text)
            batches = batches.Where(b => SearchInQueries.Finds(b.By, text.Wanted, text.Regex));

        return await batches
            .OrderByDescending(b => b.At).ThenByDescending(b => b.Id)
            .Select(b => new MappingBatchView(
                b.Id.Value,
                b.Kind,
                b.By,
                b.At,
                db.MappingSteps.Count(s => s.BatchId == b.Id),
                db.MappingSteps.Count(s => s.BatchId == b.Id && s.UndoneAt == null),
                b.UndoneAt))
            .ToPageAsync(request, cancellationToken);
    }
}
