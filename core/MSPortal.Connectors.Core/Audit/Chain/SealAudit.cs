using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>
/// Puts new audit entries into their tenant's chain, a short time after they were written: in the transaction of the change it
/// would make all changes of a tenant wait for each other. Any number of hosts may call it at once; one of them seals.
/// </summary>
public sealed class SealAudit(Databases databases, TimeProvider clock, ILogger<SealAudit> log)
{
    private const int Batch = 2_000;

    private const int MostConflicts = 5;

    private readonly ConcurrentDictionary<TenantId, bool> _broken = new();

    /// <summary>Seals what all tenants have, but for refused attempts that may be repeated.</summary>
    /// <returns>How many entries were sealed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<TenantId> tenants;
        await using (var db = databases.OpenForAllTenants())
            tenants = await db.AuditEntries.AsNoTracking().Where(e => e.Number == null).Select(e => e.TenantId).Distinct().ToListAsync(cancellationToken);

        var count = 0;
        foreach (var tenant in tenants)
            count += await RunAsync(tenant, false, cancellationToken);
        return count;
    }

    /// <summary>Seals what one tenant has.</summary>
    /// <param name="all">Also refused attempts of which more may come; those then make an entry of their own.</param>
    internal async Task<int> RunAsync(TenantId tenant, bool all, CancellationToken cancellationToken)
    {
        var (count, conflicts) = (0, 0);
        while (true)
        {
            var (some, saved) = await BatchAsync(tenant, all, cancellationToken);
            count += some;
            if (saved == Saved.Yes ? some > 0 : ++conflicts <= MostConflicts)
                continue;

            if (saved == Saved.No)
                log.LogError("The audit chain of organisation {Tenant} could not be sealed in {Count} attempts: the database holds what stands in the way. The command audit verify says more.", tenant.Value, conflicts);
            return count;
        }
    }

    private async Task<(int Count, Saved Saved)> BatchAsync(TenantId tenant, bool all, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        var now = clock.GetUtcNow();
        var before = now - RecordRefused.Window;
        var open = db.AuditEntries.Where(e => e.TenantId == tenant && e.Number == null && (all || e.Result != AuditResult.Refused || e.At < before));
        if (!await open.AnyAsync(cancellationToken))
            return (0, Saved.Yes);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Before there is a head, there is no row to wait for: who comes second would take the first one's links for somebody else's.
        await db.TakeChainTurnAsync(tenant, cancellationToken);
        var keys = await db.KeysOfAudit().AllAsync(db, tenant, cancellationToken);
        await db.AuditHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);
        var head = await db.AuditHeads.SingleOrDefaultAsync(cancellationToken);
        if (await IsBrokenAsync(db, head, keys, cancellationToken))
        {
            if (_broken.TryAdd(tenant, true))
                log.LogError("The end of the audit chain of organisation {Tenant} was removed or changed by somebody else. Nothing is sealed any more; the command audit verify says more.", tenant.Value);
            return (0, Saved.Yes);
        }

        // Those without a hash come first at the beginning: they were there before the chain.
        var older = head is not null && head.Number >= head.Adopted ? [] : await NextAsync(open.Where(e => e.Mac == null), cancellationToken);
        var entries = older.Count > 0 ? older : await NextAsync(open, cancellationToken);
        if (entries.Count == 0)
            return (0, Saved.Yes);

        var (keyId, key) = (head is null ? null : await db.KeysOfAudit().CurrentAsync(db, tenant, now, cancellationToken))
            ?? await db.KeysOfAudit().FirstAsync(db, tenant, now, cancellationToken);
        head ??= db.AuditHeads.Local.Single();
        await LinkAsync(db, head, entries, keyId, key, cancellationToken);
        (head.SealedAt, head.KeyId) = (now, keyId);
        head.Mac = AuditHash.Of(head, key);
        if (await TrySaveAsync(db, cancellationToken) is var saved and not Saved.Yes)
            return (0, saved);

        await transaction.CommitAsync(cancellationToken);
        log.LogInformation("The audit chain of organisation {Tenant} reaches to {Number} and ends in {Head}.", tenant.Value, head.Number, Convert.ToHexStringLower(head.Hash));
        return (entries.Count, Saved.Yes);
    }

    private static Task<List<AuditEntry>> NextAsync(IQueryable<AuditEntry> open, CancellationToken cancellationToken) =>
        open.OrderBy(e => e.At).Take(Batch).ToListAsync(cancellationToken);

    private static async Task LinkAsync(ConnectorsDb db, AuditHead head, List<AuditEntry> entries, AuditKeyId keyId, byte[] key, CancellationToken cancellationToken)
    {
        // An entry that stands in the chain already has lost its number only.
        var end = head.Number;
        AuditEntryId[] ids = [.. entries.Select(e => e.Id)];
        var linked = await db.AuditLinks.AsNoTracking().Where(l => l.TenantId == head.TenantId && l.Number > 0 && l.Number <= end && ids.Contains(l.EntryId)).ToDictionaryAsync(l => l.EntryId, l => l.Number, cancellationToken);
        foreach (var entry in entries)
        {
            if (linked.TryGetValue(entry.Id, out var number))
            {
                entry.Number = number;
                continue;
            }

            entry.Number = ++head.Number;
            if (entry.Mac is null && head.Number <= head.Adopted)
                (entry.KeyId, entry.Mac) = (keyId, AuditHash.Of(entry, key));
            head.Hash = AuditHash.OfLink(head.TenantId, head.Number, entry.Id, entry.Mac, head.Hash, key);
            db.AuditLinks.Add(new AuditLink { TenantId = head.TenantId, Number = head.Number, EntryId = entry.Id, KeyId = keyId, Hash = head.Hash });
        }
    }

    // To go on from an end that somebody else made would hide what he did.
    private static async Task<bool> IsBrokenAsync(ConnectorsDb db, AuditHead? head, IReadOnlyDictionary<AuditKeyId, byte[]> keys, CancellationToken cancellationToken)
    {
        if (head is null)
            return await HasBegunAsync(db, cancellationToken);
        return !keys.TryGetValue(head.KeyId, out var key)
            || !AuditHash.Fits(head.Mac, AuditHash.Of(head, key))
            || await db.AuditLinks.AnyAsync(l => l.TenantId == head.TenantId && (l.Number > head.Number || l.Number < 1), cancellationToken);
    }

    /// <summary>Whether there are traces of a chain: the head is made together with the first key, so that then there must be one.</summary>
    internal static async Task<bool> HasBegunAsync(ConnectorsDb db, CancellationToken cancellationToken) =>
        await db.AuditKeys.AnyAsync(cancellationToken)
        || await db.AuditLinks.AnyAsync(cancellationToken)
        || await db.AuditEntries.AnyAsync(e => e.Number != null, cancellationToken);

    private static async Task<Saved> TrySaveAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        try
        {
            return await db.TrySaveAsync(cancellationToken) ? Saved.Yes : Saved.No;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Saved.Overtaken;
        }
    }

    private enum Saved
    {
        Yes,

        // A refused attempt was repeated meanwhile.
        Overtaken,

        // The database would not, because something else stands there.
        No,
    }
}
