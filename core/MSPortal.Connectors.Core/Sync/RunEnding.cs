using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>How a run ended.</summary>
/// <param name="WaitUntil">When the vendor may be asked again; null when it did not say.</param>
internal sealed record RunEnding(SyncState State, Completeness? Completeness, SyncError? Error, DateTimeOffset? WaitUntil = null)
{
    /// <summary>Error code of a run whose connector is not there.</summary>
    public const string ConnectorMissingCode = "connector_missing";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>What needs the admin, as the integration then says; null when nothing does.</summary>
    public SyncError? Attention
    {
        get => State is SyncState.Failed or SyncState.Held ? Error : field;
        init;
    }

    /// <summary>Whether containers came to a company in a run that reads no devices, so that another should.</summary>
    public bool NeedsDevices { get; init; }

    public static RunEnding Cancelled { get; } = new(SyncState.Cancelled, null, null);

    public static RunEnding ConnectorMissing(string connectorId) => new(SyncState.Failed, null, new SyncError(
        ConnectorMissingCode,
        $"The connector \"{connectorId}\" is not there or could not be loaded.",
        "The operator sees the reason on the list of connectors. Nothing of this integration was changed."));

    public static RunEnding From(IReadOnlyList<SourceVerdict> verdicts)
    {
        var held = verdicts.FirstOrDefault(v => v is { Completeness: Sdk.Sources.Completeness.Complete, Reason: not null });
        if (held is not null)
            return new RunEnding(SyncState.Held, Sdk.Sources.Completeness.Complete, held.Reason);

        // Of several that did not see everything, the one that a person must look at tells why.
        var attention = verdicts.Select(v => v.Attention).FirstOrDefault(a => a is not null);
        var partial = verdicts.Where(v => v.Completeness != Sdk.Sources.Completeness.Complete).OrderByDescending(v => v.Attention is not null).FirstOrDefault();
        return (partial is null
            ? new RunEnding(SyncState.Succeeded, Sdk.Sources.Completeness.Complete, null)
            : new RunEnding(SyncState.Partial, partial.Completeness, partial.Reason)) with { Attention = attention };
    }

    public static RunEnding From(ConnectorException e, DateTimeOffset now)
    {
        var wait = e is VendorUnavailableException { RetryAfter: { } asked } ? asked : (TimeSpan?)null;
        return new RunEnding(
            SyncState.Failed,
            Sdk.Sources.Completeness.Incomplete,
            new SyncError(StorableText.Of(e.Code, 60), StorableText.Of(e.Message), StorableText.Of(e.Cure)),
            wait is { Ticks: > 0 } time ? now + (time < LongestWait ? time : LongestWait) : null);
    }

    public static RunEnding From(Exception e) => new(SyncState.Failed, Sdk.Sources.Completeness.Incomplete, e switch
    {
        ConnectorFailedException failed => new SyncError(
            "connector_failed",
            failed.Message,
            "This is a mistake in the connector. Send the diagnostics to its author; other integrations are not touched."),
        VaultException vault => new SyncError(
            "secret_unreadable",
            vault.Message,
            "Restore the vault key from your backup, or open Configure and enter the secret again."),
        _ when DiskFull.IsReasonOf(e) => new SyncError(DiskFull.Code, DiskFull.Message, $"{DiskFull.Cure} The next scheduled sync tries again."),
        _ => new SyncError(
            "internal_error",
            $"The sync broke off because of an internal error ({e.GetType().Name}).",
            "The host's log holds the details under the run's id. The next scheduled sync tries again."),
    });
}
