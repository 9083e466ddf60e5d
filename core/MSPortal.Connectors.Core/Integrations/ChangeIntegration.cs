using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>What to change of an integration; null leaves it as it is.</summary>
public sealed record IntegrationChange(string? Name = null, string? ContainersCron = null, string? DevicesCron = null, bool? Paused = null)
{
    /// <summary>How many devices may go missing in one sync, in all and of one container.</summary>
    public int? MissingLimit { get; init; }

    /// <summary>Goes back to the product's own rule for missing devices.</summary>
    public bool ClearsMissingLimit { get; init; }

    /// <summary>What happens to devices that move to another company.</summary>
    public MoveChoice? OnMove { get; init; }
}

/// <summary>Changes an integration's name, schedule and rules.</summary>
public sealed class ChangeIntegration(Databases databases, TimeProvider clock)
{
    public async Task<Result<IntegrationView>> RunAsync(Actor actor, IntegrationId id, IntegrationChange change, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (Refuses(change) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var integration = await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (integration is null)
            return new Missing("integration");

        var before = new { integration.Name, integration.ContainersCron, integration.DevicesCron, integration.IsPaused, integration.MissingLimit, integration.OnMove };
        integration.MissingLimit = change.ClearsMissingLimit ? null : change.MissingLimit ?? integration.MissingLimit;
        integration.OnMove = change.OnMove ?? integration.OnMove;
        integration.Name = change.Name?.Trim() ?? integration.Name;
        integration.ContainersCron = change.ContainersCron ?? integration.ContainersCron;
        integration.DevicesCron = change.DevicesCron ?? integration.DevicesCron;
        integration.IsPaused = change.Paused ?? integration.IsPaused;
        var after = new { integration.Name, integration.ContainersCron, integration.DevicesCron, integration.IsPaused, integration.MissingLimit, integration.OnMove };
        if (after.Equals(before))
            return await ListIntegrations.ViewAsync(db, integration, clock.GetUtcNow(), cancellationToken);

        Schedule.Plan(integration, clock.GetUtcNow());
        db.Record(actor, clock, "integration.changed", new AuditSubject("integration", id.Value, integration.Name), before, after);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await ListIntegrations.ViewAsync(db, integration, clock.GetUtcNow(), cancellationToken);
    }

    private static InvalidValue? Refuses(IntegrationChange change) =>
        (change.Name is { } name ? IntegrationName.Refuses(name) : null)
        ?? (change.ContainersCron is { } containers ? Schedule.Refuses("containersCron", containers) : null)
        ?? (change.DevicesCron is { } devices ? Schedule.Refuses("devicesCron", devices) : null)
        ?? (change.MissingLimit is < 0 or > AnswerHeldSync.MaxLimit ? new InvalidValue("missingLimit", $"The limit must be between 0 and {AnswerHeldSync.MaxLimit}.") : null);
}
