using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Integrations whose last sync failed for another reason than those that have a kind of their own.</summary>
public sealed class IntegrationsInTrouble(ConnectorCatalog catalog, StartSync startSync, ChangeIntegration change, TimeProvider clock) : IDecisionSource
{
    private const string Retry = "retry";
    private const string Pause = "pause";

    public DecisionKind Kind => DecisionKind.IntegrationAttention;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Integrations.AsNoTracking()
            .Where(i => i.AttentionCode != null && i.AttentionCode != MovesBrake.Code && !i.IsPaused)
            .Where(i => !db.SyncRuns.Any(r => r.TenantId == i.TenantId && r.IntegrationId == i.Id && (r.State == SyncState.Queued || r.State == SyncState.Running)))
            .Select(i => new
            {
                Integration = i,
                Since = db.SyncRuns.Where(r => r.TenantId == i.TenantId && r.IntegrationId == i.Id && r.State == SyncState.Failed
                    && !db.SyncRuns.Any(g => g.TenantId == r.TenantId && g.IntegrationId == r.IntegrationId && g.FinishedAt > r.FinishedAt && (g.State == SyncState.Succeeded || g.State == SyncState.Partial))).Min(r => r.FinishedAt),
                Last = db.SyncRuns.Where(r => r.TenantId == i.TenantId && r.IntegrationId == i.Id && r.FinishedAt != null).OrderByDescending(r => r.FinishedAt).Select(r => new { r.State, r.FinishedAt }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        List<Decision> found = [];
        foreach (var row in rows.Where(r => r.Last?.State != SyncState.Held && catalog.Find(r.Integration.ConnectorId) is not null))
        {
            if (await VendorWait.OfAsync(db, row.Integration, now, cancellationToken) is null)
                found.Add(Of(row.Integration, row.Last?.State == SyncState.Partial, row.Since ?? row.Last?.FinishedAt));
        }

        return found;
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var id = new IntegrationId(decision.Integration.Id);
        return answer == Pause
            ? (await change.RunAsync(actor, id, new IntegrationChange(Paused: true), cancellationToken)).Refusal
            : (await startSync.RunAsync(actor, id, SyncScope.All, SyncTrigger.Manual, cancellationToken)).Refusal;
    }

    private Decision Of(Integration integration, bool isPartial, DateTimeOffset? since) => new()
    {
        Id = Decision.IdOf(Kind, integration.Id.Value),
        Kind = Kind,
        What = $"{integration.Name} {(isPartial ? "could only be read in part" : "does not sync")}: {integration.AttentionMessage}",
        Why = $"{integration.AttentionCure} ({integration.AttentionCode})",
        Recommended = Retry,
        Answers = [new DecisionAnswer(Retry, "Try again"), new DecisionAnswer(Pause, "Pause its schedule")],
        Count = 1,
        Integration = new IntegrationRef(integration.Id.Value, integration.Name),
        Link = $"/integrations/{integration.Id.Value}/setup/1",
        Since = since,
        Fingerprint = Prints.Of(integration.AttentionCode, integration.CredentialKey),
    };
}

/// <summary>Integrations that their vendor does not answer for some time.</summary>
public sealed class VendorsBlocked(SnoozeDecisions snooze, TimeProvider clock) : IDecisionSource
{
    private const string Wait = "wait";

    public DecisionKind Kind => DecisionKind.VendorBlocked;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var candidates = await db.Integrations.AsNoTracking()
            .Where(i => i.WaitUntil > now || db.VendorCredentials.Any(c => c.ConnectorId == i.ConnectorId && c.CredentialKey == i.CredentialKey && c.BlockedUntil > now))
            .ToListAsync(cancellationToken);
        List<Decision> found = [];
        foreach (var integration in candidates)
        {
            if (await VendorWait.OfAsync(db, integration, now, cancellationToken) is { } wait)
                found.Add(Of(integration, wait) with { Since = await SinceAsync(db, integration, now, cancellationToken) });
        }

        return found;
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await snooze.RunAsync(actor, [decision], (DateTimeOffset)decision.Subject!, "decision.snoozed", cancellationToken);
        return null;
    }

    // The wait of a credential may be another tenant's doing, or a connection test's. That is not kept; the first sync that it ended is.
    private static Task<DateTimeOffset?> SinceAsync(ConnectorsDb db, Integration integration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] codes = [ErrorCodes.RateLimited, ErrorCodes.VendorBlocked, .. integration.WaitUntil > now && integration.AttentionCode is { } code ? [code] : Array.Empty<string>()];
        return FailedSyncs.SinceAsync(db, integration.Id, codes, cancellationToken);
    }

    private Decision Of(Integration integration, VendorWait wait) => new()
    {
        Id = Decision.IdOf(Kind, integration.Id.Value),
        Kind = Kind,
        What = string.Create(CultureInfo.InvariantCulture, $"The vendor of {integration.Name} answers nothing before {wait.Until.UtcDateTime:d MMM yyyy, HH:mm} UTC."),
        Why = $"{wait.Reason} Syncs go on by themselves after that; other credentials can be entered at once.".TrimStart(),
        Recommended = Wait,
        Answers = [new DecisionAnswer(Wait, "Wait until then")],
        Count = 1,
        Integration = new IntegrationRef(integration.Id.Value, integration.Name),
        Link = $"/integrations/{integration.Id.Value}/setup/1",
        Fingerprint = Prints.Of(wait.Reason),
        Subject = wait.Until,
    };
}

/// <summary>Integrations whose connector is not there or could not be loaded, and that would sync if it were.</summary>
public sealed class ConnectorsFailed(ConnectorCatalog catalog, ChangeIntegration change) : IDecisionSource
{
    private const string Pause = "pause";

    public DecisionKind Kind => DecisionKind.ConnectorFailed;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var integrations = await db.Integrations.AsNoTracking().Where(i => !i.IsPaused).ToListAsync(cancellationToken);
        List<Decision> found = [];
        foreach (var integration in integrations.Where(i => catalog.Find(i.ConnectorId) is null))
            found.Add(Of(integration) with { Since = await FailedSyncs.SinceAsync(db, integration.Id, [RunEnding.ConnectorMissingCode], cancellationToken) });
        return found;
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken) =>
        (await change.RunAsync(actor, new IntegrationId(decision.Integration.Id), new IntegrationChange(Paused: true), cancellationToken)).Refusal;

    private Decision Of(Integration integration)
    {
        var entry = catalog.Entries.FirstOrDefault(e => e.Id == integration.ConnectorId);
        return new Decision
        {
            Id = Decision.IdOf(Kind, integration.Id.Value),
            Kind = Kind,
            What = $"The connector \"{integration.ConnectorId}\" of {integration.Name} is not there or could not be loaded.",
            Why = entry?.FailureReason is { } reason ? $"{reason} {entry.FailureCure}" : "Put its folder back into the connectors directory and start the host again. Nothing of the integration was changed.",
            Recommended = Pause,
            Answers = [new DecisionAnswer(Pause, "Pause the integration until it is mended")],
            Count = 1,
            Integration = new IntegrationRef(integration.Id.Value, integration.Name),
            Link = $"/integrations/{integration.Id.Value}/setup/1",
            Fingerprint = Prints.Of(entry?.FailureReason),
        };
    }
}
