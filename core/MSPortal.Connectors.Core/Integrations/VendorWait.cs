using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Until when nothing is asked of an integration's vendor.</summary>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record VendorWait(DateTimeOffset Until, string Reason)
{
    // What is shorter is waited out within a run.
    private static readonly TimeSpan WaitedOut = TimeSpan.FromSeconds(30);

    /// <summary>The wait of an integration that no run waits out: its credential's, whoever brought it about, or its last run's; null when there is none.</summary>
    public static Task<VendorWait?> OfAsync(ConnectorsDb db, Integration integration, DateTimeOffset now, CancellationToken cancellationToken) =>
        AfterAsync(db, integration, now + WaitedOut, cancellationToken);

    /// <summary>The wait of an integration that is not over by a time, however short; null when there is none.</summary>
    public static async Task<VendorWait?> AfterAsync(ConnectorsDb db, Integration integration, DateTimeOffset soon, CancellationToken cancellationToken)
    {
        var block = await db.VendorCredentials.AsNoTracking()
            .Where(c => c.ConnectorId == integration.ConnectorId && c.CredentialKey == integration.CredentialKey && c.BlockedUntil > soon)
            .Select(c => new { Until = c.BlockedUntil!.Value, c.BlockReason })
            .SingleOrDefaultAsync(cancellationToken);
        if (block is not null)
            return new VendorWait(block.Until, block.BlockReason ?? "");

        return integration.WaitUntil > soon ? new VendorWait(integration.WaitUntil.Value, integration.AttentionMessage ?? "") : null;
    }
}

/// <summary>The vendor asked to wait.</summary>
public sealed record VendorAskedToWait(DateTimeOffset Until, string Reason) : Refusal(
    RefusalKind.Conflict,
    "vendor_wait",
    string.Create(CultureInfo.InvariantCulture, $"{Reason} Nothing is asked of it before {Until.UtcDateTime:d MMM yyyy, HH:mm:ss} UTC, so no sync was started.").TrimStart(),
    "Start it after that time, or leave it to the schedule. Other credentials can be entered at once.");
