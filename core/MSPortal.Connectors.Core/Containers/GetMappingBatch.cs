using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>A batch of mapping changes with a page of its containers, by path.</summary>
public sealed record MappingBatchDetail(MappingBatchView Batch, Page<MappingStepView> Steps);

/// <summary>What a batch changed about one container.</summary>
/// <param name="UndoneAt">When it was undone; null while it stands.</param>
public sealed record MappingStepView(Guid ContainerId, string Name, string Path, MappingStand Before, MappingStand After, DateTimeOffset? UndoneAt);

/// <summary>What was decided about a container at one time, apart from what it inherited.</summary>
/// <param name="CompanyId">Null for no company of its own.</param>
/// <param name="CompanyName">Null for no company of its own, or for one that is gone.</param>
/// <param name="IsSkipped">Never map.</param>
/// <param name="Confidence">How sure Quick Match was; null when it was not Quick Match.</param>
public sealed record MappingStand(Guid? CompanyId, string? CompanyName, bool IsSkipped, double? Confidence);

/// <summary>Shows what a batch of mapping changes did to each of its containers.</summary>
public sealed class GetMappingBatch(Databases databases)
{
    public async Task<Result<MappingBatchDetail>> RunAsync(
        Actor actor,
        IntegrationId integration,
        MappingBatchId id,
        PageRequest request,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var batch = await db.MappingBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.IntegrationId == integration, cancellationToken);
        if (batch is null)
            return new Missing("batch of mapping changes");

        var steps = await db.MappingSteps.AsNoTracking().Where(s => s.BatchId == id).ToListAsync(cancellationToken);
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).ToListAsync(cancellationToken);
        var tree = new ContainerTree(containers);
        var byId = containers.ToDictionary(c => c.Id);
        var rows = steps.Select(s => (Step: s, Container: byId[s.ContainerId], Path: tree.PathOf(byId[s.ContainerId])))
            .Where(r => request.Finds(r.Path))
            .OrderBy(r => r.Path, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Container.Id.Value)
            .ToList();

        var page = rows.Skip(request.Offset).Take(request.Size)
            .Select(r => (r.Step, r.Container, r.Path, Before: Read(r.Step.Before), After: Read(r.Step.After)))
            .ToList();
        var ids = page.SelectMany(r => new[] { r.Before.CompanyId, r.After.CompanyId }).OfType<Guid>().Distinct().Select(x => new CompanyId(x)).ToArray();
        var names = await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id.Value, c => c.Name, cancellationToken);

        var view = new MappingBatchView(batch.Id.Value, batch.Kind, batch.By, batch.At, steps.Count, steps.Count(s => s.UndoneAt is null), batch.UndoneAt);
        return new MappingBatchDetail(
            view,
            new Page<MappingStepView>(
                [.. page.Select(r => new MappingStepView(r.Container.Id.Value, r.Container.Name, r.Path, Stand(r.Before, names), Stand(r.After, names), r.Step.UndoneAt))],
                Math.Max(1, request.Page),
                request.Size,
                rows.Count));
    }

    private static MappingDecision Read(string json) => JsonSerializer.Deserialize<MappingDecision>(json)!;

    private static MappingStand Stand(MappingDecision decision, Dictionary<Guid, string> names) => new(
        decision.CompanyId,
        decision.CompanyId is { } company ? names.GetValueOrDefault(company) : null,
        decision.IsSkipped,
        decision.Confidence);
}
