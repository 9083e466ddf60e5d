using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What a change of mappings did.</summary>
/// <param name="BatchId">What to undo it by; null when nothing changed.</param>
/// <param name="Changed">Containers whose own mapping changed.</param>
/// <param name="Inherited">Further containers whose company changed with them, because they inherit it.</param>
/// <param name="StagedRemoved">Staged devices that left staging because their container is mapped no more.</param>
/// <param name="ImportedKept">Devices of those containers that stay in the inventory as they are.</param>
public sealed record MappingChanged(Guid? BatchId, int Changed, int Inherited, int StagedRemoved, int ImportedKept);

/// <summary>
/// Changes the decisions about an integration's containers, with all that follows: inherited companies, learned aliases,
/// staged devices, the audit entry, and the batch that can undo it. Lives inside one transaction in which it has the turn.
/// </summary>
internal sealed class MappingEditor
{
    private readonly ConnectorsDb _db;
    private readonly Actor _actor;
    private readonly TimeProvider _clock;
    private readonly List<(Container Container, MappingDecision Before, MappingDecision After)> _steps = [];

    private MappingEditor(ConnectorsDb db, Actor actor, TimeProvider clock, Integration integration, List<Container> containers)
    {
        (_db, _actor, _clock, Integration, Containers) = (db, actor, clock, integration, containers);
        Tree = new ContainerTree(containers);
    }

    public Integration Integration { get; }

    /// <summary>All containers of the integration.</summary>
    public List<Container> Containers { get; }

    public ContainerTree Tree { get; }

    /// <summary>Whether a container has a company now that it had not, so that its devices should be fetched.</summary>
    public bool NeedsDevices { get; private set; }

    /// <summary>Waits for the turn and reads the containers; null when the integration is not there.</summary>
    public static async Task<MappingEditor?> OpenAsync(
        ConnectorsDb db,
        Actor actor,
        IntegrationId id,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await db.TakeTurnAsync(id, cancellationToken);
        return await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } integration
            ? null
            : new MappingEditor(db, actor, clock, integration, await db.Containers.Where(c => c.IntegrationId == id).ToListAsync(cancellationToken));
    }

    /// <summary>Decides about a container. A decision that says what stands there already only gets its new author.</summary>
    public void Decide(Container container, MappingDecision decision)
    {
        var before = MappingDecision.Of(container);
        var answersQuestion = container.Question is not null;
        decision.ApplyTo(container);
        if (answersQuestion || !decision.SaysTheSame(before))
            _steps.Add((container, before, decision));
    }

    /// <summary>Saves the decisions and what follows from them; refuses when a company was deleted at the same moment.</summary>
    /// <param name="kind">What to keep them as, so that they can be undone; null for what is itself an undo.</param>
    public async Task<Result<MappingChanged>> SaveAsync(MappingBatchKind? kind, CancellationToken cancellationToken)
    {
        var batch = kind is { } known && _steps.Count > 0 ? Keep(known) : null;
        await LearnAliases.RunAsync(_db, this, [.. _steps.Select(s => s.Container)], _clock, cancellationToken);
        await RecordAsync(kind, cancellationToken);
        try
        {
            return await SettleAsync(cancellationToken) with { BatchId = batch?.Id.Value };
        }
        catch (DbUpdateException e) when (e.BreaksConstraint())
        {
            return new Missing("company");
        }
    }

    /// <summary>Brings inherited companies and staging up to date after decisions, or the root, or the tree have changed.</summary>
    public async Task<MappingChanged> SettleAsync(CancellationToken cancellationToken)
    {
        var changes = EffectiveMappings.Settle(Containers, Integration.RootContainerId);
        NeedsDevices = changes.Any(c => c.Before is null);

        // Runs that began before must not count as having seen these containers' devices.
        Integration.MappingVersion++;
        await _db.SaveChangesAsync(cancellationToken);

        ContainerId?[] touched = [.. _steps.Select(s => s.Container.Id).Union(changes.Select(c => c.Container.Id)).Select(id => (ContainerId?)id)];
        var imported = await _db.StagedDevices
            .CountAsync(d => touched.Contains(d.ContainerId) && _db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id), cancellationToken);
        var removed = await changes.EmptyStagingAsync(_db, cancellationToken);
        var own = _steps.Select(s => s.Container.Id).ToHashSet();
        return new MappingChanged(null, _steps.Count, changes.Count(c => !own.Contains(c.Container.Id)), removed, imported);
    }

    private MappingBatch Keep(MappingBatchKind kind)
    {
        var batch = new MappingBatch
        {
            TenantId = _actor.Tenant,
            Id = EntityId.New<MappingBatchId>(_clock),
            IntegrationId = Integration.Id,
            Kind = kind,
            By = _actor.Name,
            At = _clock.GetUtcNow(),
        };
        _db.MappingBatches.Add(batch);
        _db.MappingSteps.AddRange(_steps.Select(s => new MappingStep
        {
            TenantId = _actor.Tenant,
            BatchId = batch.Id,
            ContainerId = s.Container.Id,
            Before = JsonSerializer.Serialize(s.Before),
            After = JsonSerializer.Serialize(s.After),
        }));
        return batch;
    }

    // One change is an entry about the container, many are one about the integration.
    private async Task RecordAsync(MappingBatchKind? kind, CancellationToken cancellationToken)
    {
        if (_steps.Count == 0)
            return;

        var ids = _steps.SelectMany(s => new[] { s.Before.CompanyId, s.After.CompanyId }).OfType<Guid>().Distinct().Select(id => new CompanyId(id)).ToArray();
        var names = await _db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id.Value, c => c.Name, cancellationToken);
        if (_steps.Count == 1 && kind is not MappingBatchKind.QuickMatched)
        {
            var (container, before, after) = _steps[0];
            var action = kind is null ? "container.mapping_undone" : after.IsSkipped ? "container.skipped" : after.CompanyId is null ? "container.unmapped" : "container.mapped";
            _db.Record(_actor, _clock, action, new AuditSubject("container", container.Id.Value, container.Name), Told(before, names), Told(after, names));
            return;
        }

        var what = kind switch
        {
            null => "containers.mapping_undone",
            MappingBatchKind.QuickMatched => "containers.quick_matched",
            MappingBatchKind.Mapped => "containers.mapped",
            MappingBatchKind.Unmapped => "containers.unmapped",
            MappingBatchKind.Skipped => "containers.skipped",
            _ => "containers.applied_to_children",
        };
        _db.Record(
            _actor,
            _clock,
            what,
            new AuditSubject("integration", Integration.Id.Value, Integration.Name),
            after: new { containers = _steps.Select(s => new { s.Container.Name, before = Told(s.Before, names), after = Told(s.After, names) }) });
    }

    private static object? Told(MappingDecision decision, Dictionary<Guid, string> names) =>
        decision.IsSkipped ? new { Skipped = true }
        : decision.CompanyId is { } company ? new { Company = names.GetValueOrDefault(company), decision.Confidence }
        : null;
}
