using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What a person decides about containers.</summary>
/// <param name="CompanyId">The company they belong to; null for none of their own, so that they inherit.</param>
/// <param name="Skip">Never map them; goes with no company.</param>
public sealed record ContainerDecision(Guid? CompanyId, bool Skip = false);

/// <summary>A person maps containers to a company, takes their mapping away, or says "never map". Machines keep off from then on.</summary>
public sealed class MapContainers(Databases databases, StartSync startSync, TimeProvider clock)
{
    /// <summary>Most containers in one call.</summary>
    public const int MaxContainers = 5_000;

    /// <summary>Decides about all of them or, when one is not there, about none.</summary>
    public async Task<Result<MappingChanged>> RunAsync(
        Actor actor,
        IntegrationId integration,
        IReadOnlyCollection<ContainerId> ids,
        ContainerDecision decision,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (Refuses(ids, decision) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var editor = await MappingEditor.OpenAsync(db, actor, integration, clock, cancellationToken);
        if (editor is null)
            return new Missing("integration");

        var wantedIds = ids.ToHashSet();
        var chosen = editor.Containers.Where(c => wantedIds.Contains(c.Id)).ToList();
        if (chosen.Count != ids.Count)
            return new Missing("container");

        CompanyId? company = decision.CompanyId is { } wanted ? new CompanyId(wanted) : null;
        if (company is not null && !await db.Companies.AnyAsync(c => c.Id == company, cancellationToken))
            return new Missing("company");

        var now = clock.GetUtcNow();
        foreach (var container in chosen)
            editor.Decide(container, decision.Skip ? MappingDecision.Skip(actor.Name, now) : MappingDecision.Manual(company, actor.Name, now));

        var kind = decision.Skip ? MappingBatchKind.Skipped : company is null ? MappingBatchKind.Unmapped : MappingBatchKind.Mapped;
        var changed = await editor.SaveAsync(kind, cancellationToken);
        if (!changed.IsOk)
            return changed;

        await transaction.CommitAsync(cancellationToken);
        if (editor.NeedsDevices)
            await startSync.RunAsync(actor, integration, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return changed;
    }

    private static InvalidValue? Refuses(IReadOnlyCollection<ContainerId> ids, ContainerDecision decision) =>
        ids.Count is 0 or > MaxContainers ? new InvalidValue("containerIds", $"Between 1 and {MaxContainers} containers can be changed at once.")
        : ids.Distinct().Count() != ids.Count ? new InvalidValue("containerIds", "A container is named twice.")
        : decision is { Skip: true, CompanyId: not null } ? new InvalidValue("skip", "A container can't be mapped and never be mapped.", "Give either companyId or skip.")
        : null;
}

/// <summary>A person has everything below a container inherit its company: mappings below are taken away. "Never map" stays.</summary>
public sealed class ApplyToChildren(Databases databases, StartSync startSync, TimeProvider clock)
{
    public async Task<Result<MappingChanged>> RunAsync(Actor actor, IntegrationId integration, ContainerId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var editor = await MappingEditor.OpenAsync(db, actor, integration, clock, cancellationToken);
        if (editor?.Containers.Find(c => c.Id == id) is not { } top)
            return new Missing("container");
        if (top.CompanyId is null)
            return new NothingToApply(top.Name);
        if (editor.Tree.FromTop(editor.Integration.RootContainerId).Contains(id))
            return new RootPassesNothing(top.Name);

        foreach (var container in editor.Tree.Inside(top).Where(c => c.OwnCompanyId is not null || c.Question is not null))
            editor.Decide(container, MappingDecision.Manual(null, actor.Name, clock.GetUtcNow()));

        var changed = await editor.SaveAsync(MappingBatchKind.AppliedToChildren, cancellationToken);
        if (!changed.IsOk)
            return changed;

        await transaction.CommitAsync(cancellationToken);
        if (editor.NeedsDevices)
            await startSync.RunAsync(actor, integration, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return changed;
    }
}

/// <summary>The container has no company that could be passed on.</summary>
public sealed record NothingToApply(string Name) : Refusal(
    RefusalKind.Conflict,
    "container_unmapped",
    $"\"{Name}\" has no company that what is below it could take.",
    "Map it first.");

/// <summary>The root for clients passes no company down.</summary>
public sealed record RootPassesNothing(string Name) : Refusal(
    RefusalKind.Conflict,
    "container_is_root",
    $"The clients of this integration are the children of \"{Name}\" or of one inside it, so its own company is not passed down.",
    "Choose another place for the clients, or map the containers below one by one.");
