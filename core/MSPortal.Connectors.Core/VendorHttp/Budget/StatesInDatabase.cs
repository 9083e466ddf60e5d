using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Keeps them in the database: one row for each credential, which whoever changes it has alone.</summary>
internal sealed class StatesInDatabase(Databases databases, SharedClock clock) : CredentialStates
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    internal override async Task<T> ChangeAsync<T>(
        CredentialId id,
        Func<CredentialState, DateTimeOffset, (CredentialState State, T Result)> change,
        CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        while (true)
        {
            await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
            {
                if (await clock.TakeAsync(db, id, cancellationToken) is { } row)
                {
                    var (state, result) = change(Read(row), row.SeenAt);
                    await WriteAsync(db, id, state, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return result;
                }
            }

            await AddAsync(db, id, cancellationToken);
        }
    }

    private static CredentialState Read(VendorCredential row) => new()
    {
        Leases = JsonSerializer.Deserialize<List<Lease>>(row.Leases) ?? [],
        LastLease = row.LastLease,
        Pace = row.Pace,
        PaceAt = row.PaceAt,
        BlockedUntil = row.BlockedUntil,
        BlockCode = row.BlockCode,
        BlockReason = row.BlockReason,
        Refusals = row.Refusals,
    };

    private static async Task WriteAsync(ConnectorsDb db, CredentialId id, CredentialState state, CancellationToken cancellationToken)
    {
        var leases = JsonSerializer.Serialize(state.Leases);
        await db.VendorCredentials.Where(c => c.ConnectorId == id.ConnectorId && c.CredentialKey == id.CredentialKey)
            .ExecuteUpdateAsync(
                c => c.SetProperty(x => x.Leases, leases)
                    .SetProperty(x => x.LastLease, state.LastLease)
                    .SetProperty(x => x.Pace, state.Pace)
                    .SetProperty(x => x.PaceAt, state.PaceAt)
                    .SetProperty(x => x.BlockedUntil, state.BlockedUntil)
                    .SetProperty(x => x.BlockCode, state.BlockCode)
                    .SetProperty(x => x.BlockReason, state.BlockReason)
                    .SetProperty(x => x.Refusals, state.Refusals),
                cancellationToken);
    }

    // A new credential is rare: a good moment to forget those that nobody has used for long.
    private static async Task AddAsync(ConnectorsDb db, CredentialId id, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        db.VendorCredentials.Add(new VendorCredential { ConnectorId = id.ConnectorId, CredentialKey = id.CredentialKey, SeenAt = DateTimeOffset.UnixEpoch });

        // Refused when another host has just added it, which is as good.
        if (!await db.TrySaveAsync(cancellationToken))
            return;

        var newest = await db.VendorCredentials.MaxAsync(c => c.SeenAt, cancellationToken);
        var longAgo = newest > DateTimeOffset.UnixEpoch + Remembered ? newest - Remembered : DateTimeOffset.UnixEpoch;
        await db.VendorCredentials.Where(c => c.SeenAt < longAgo && c.SeenAt > DateTimeOffset.UnixEpoch).ExecuteDeleteAsync(cancellationToken);
    }
}
