using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>What an integration says about all of its devices.</summary>
internal sealed class IntegrationFacts
{
    private const int EntriesLookedAt = 200;

    // Between what an undo writes first and last.
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(5);

    private readonly ContainerTree _tree;
    private readonly Dictionary<ContainerId, Container> _containers;

    private IntegrationFacts(Integration integration, string one, string many, List<Container> containers)
    {
        (Integration, One, Many, Containers) = (integration, one, many, containers);
        _tree = new ContainerTree(containers);
        _containers = containers.ToDictionary(c => c.Id);
    }

    public Integration Integration { get; }

    public Guid Id => Integration.Id.Value;

    /// <summary>"policy": the vendor's word for a container.</summary>
    public string One { get; }

    /// <summary>"policies".</summary>
    public string Many { get; }

    public IReadOnlyList<Container> Containers { get; }

    /// <summary>The last run that read devices, whatever came of it; null when none has begun.</summary>
    public SyncRun? LastRun { get; private init; }

    /// <summary>When a run last read devices to the end; null when none did.</summary>
    public SyncRun? LastWholeRun { get; private init; }

    /// <summary>Whether a run went through that may not have seen everything.</summary>
    public bool HasPartialRun { get; private init; }

    /// <summary>The run that waits for a person's answer; null when none does.</summary>
    public SyncRun? HeldRun { get; private init; }

    /// <summary>Numbers of the devices that the held run did not see.</summary>
    public IReadOnlySet<int> Unseen { get; private init; } = new HashSet<int>();

    public static async Task<IntegrationFacts> LoadAsync(ConnectorsDb db, Integration integration, ConnectorCatalog catalog, CancellationToken cancellationToken)
    {
        var word = catalog.Find(integration.ConnectorId)?.Manifest.Container;
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration.Id).ToListAsync(cancellationToken);
        var runs = db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == integration.Id && r.Scope != SyncScope.Containers && r.StartedAt != null);
        var last = await runs.OrderByDescending(r => r.QueuedAt).FirstOrDefaultAsync(cancellationToken);
        var whole = await runs.Where(r => r.State == SyncState.Succeeded || r.State == SyncState.Held).OrderByDescending(r => r.QueuedAt).FirstOrDefaultAsync(cancellationToken);
        var held = await runs.Where(r => r.State == SyncState.Held && r.Unseen != null).OrderByDescending(r => r.QueuedAt).FirstOrDefaultAsync(cancellationToken);
        if (held is not null && await AnswerHeldSync.IsOvertakenAsync(db, held, cancellationToken))
            held = null;

        return new IntegrationFacts(integration, Small(word?.Singular) ?? "container", Small(word?.Plural) ?? "containers", containers)
        {
            LastRun = last,
            LastWholeRun = whole,
            HasPartialRun = await runs.AnyAsync(r => r.State == SyncState.Partial, cancellationToken),
            HeldRun = held,
            Unseen = held is null ? new HashSet<int>() : PageNotes.Read(held.Unseen!, []).Seen.ToHashSet(),
        };
    }

    public Container? Container(ContainerId? id) => id is { } known ? _containers.GetValueOrDefault(known) : null;

    /// <summary>The container whose decision counts for this one: itself, or the one above that it inherits from.</summary>
    public Container DeciderOf(Container container) => Container(container.InheritedFromId) ?? container;

    public string PathOf(Container container) => _tree.PathOf(container);

    public WhyTarget Page(WhyPage page, string? search = null) => new(page, Id, null, search);

    public WhyTarget RunPage(SyncRun run) => new(WhyPage.Sync, Id, run.Id.Value);

    /// <summary>What holds for every device of the integration, and may be why there is no news.</summary>
    public IEnumerable<WhyTrace> Notes()
    {
        if (LastRun is { FinishedAt: { } at } run)
            yield return new WhyTrace($"The last sync of devices {Outcome(run.State)}.", at, run.RequestedBy, RunPage(run));
        if (Integration.IsPaused)
            yield return new WhyTrace($"Scheduled syncs of {Integration.Name} are paused, so nothing newer is known.", Target: new WhyTarget(WhyPage.Integrations));
        if (Integration.AttentionCode is not null)
            yield return new WhyTrace($"{Integration.Name} needs attention: {Integration.AttentionMessage}", Target: Page(WhyPage.Syncs));
    }

    /// <summary>The last decision about a type that is kept; null when there is none.</summary>
    public async Task<AuditEntry?> TypeDecisionAsync(ConnectorsDb db, string key, string name, CancellationToken cancellationToken)
    {
        Guid? subject = Id;
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectId == subject && ((e.Action == "provider_type.changed" && e.SubjectName == name) || e.Action == "provider_types.mapped"))
            .OrderByDescending(e => e.At)
            .Take(EntriesLookedAt)
            .ToListAsync(cancellationToken);
        var quoted = $"\"key\":{JsonSerializer.Serialize(key)}";
        return entries.Find(e => e.Action == "provider_type.changed" || e.After?.Contains(quoted, StringComparison.Ordinal) == true);
    }

    /// <summary>The undo that took a container's mapping away last; null when none did, or it is not kept.</summary>
    public async Task<AuditEntry?> MappingUndoneAsync(ConnectorsDb db, Container container, CancellationToken cancellationToken)
    {
        if (await db.MappingSteps.Where(s => s.ContainerId == container.Id && s.UndoneAt != null).MaxAsync(s => s.UndoneAt, cancellationToken) is not { } undone)
            return null;

        // Other containers may have the same name, so the time tells which undo it was.
        var (from, to) = (undone - UndoTime, undone + UndoTime);
        var (one, all) = ((Guid?)container.Id.Value, (Guid?)Id);
        var single = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectId == one && e.Action == "container.mapping_undone" && e.At >= from && e.At <= to)
            .OrderByDescending(e => e.At)
            .FirstOrDefaultAsync(cancellationToken);
        var many = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectId == all && e.Action == "containers.mapping_undone" && e.At >= from && e.At <= to)
            .OrderByDescending(e => e.At)
            .Take(EntriesLookedAt)
            .ToListAsync(cancellationToken);
        var named = $"\"name\":{JsonSerializer.Serialize(container.Name)}";
        var batch = many.Find(e => e.After?.Contains(named, StringComparison.Ordinal) == true);
        return single is null || batch?.At > single.At ? batch : single;
    }

    private static string Outcome(SyncState state) => state switch
    {
        SyncState.Succeeded => "saw everything",
        SyncState.Partial => "may not have seen everything",
        SyncState.Failed => "failed",
        SyncState.Cancelled => "was stopped",
        SyncState.Held => "saw so many devices missing that it waits for a person",
        _ => "is at work",
    };

    private static string? Small(string? word) => word?.ToLowerInvariant();
}
