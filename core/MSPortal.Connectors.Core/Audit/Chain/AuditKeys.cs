using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Makes, opens and remembers the keys of the audit log. In the database they lie sealed by the vault only.</summary>
internal sealed class AuditKeys(SecretVault vault)
{
    private const int KeyBytes = 32;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(TenantId, AuditKeyId), byte[]?> _opened = new();
    private readonly ConcurrentDictionary<TenantId, (AuditKeyId Id, DateTimeOffset SeenAt)> _current = new();

    /// <summary>The key that new entries of the tenant are hashed with; null where there is none yet: see <see cref="FirstAsync"/>.</summary>
    /// <exception cref="VaultException">There are keys, and the vault key opens none of them.</exception>
    public async Task<(AuditKeyId Id, byte[] Key)?> CurrentAsync(ConnectorsDb db, TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Another host, or the command line, may have made a newer one.
        if (_current.TryGetValue(tenant, out var known) && (now - known.SeenAt).Duration() < KnownFor && _opened.TryGetValue((tenant, known.Id), out var opened) && opened is not null)
            return (known.Id, opened);
        if (db.AuditKeys.Local.FirstOrDefault(k => k.TenantId == tenant) is { } own && Open(own) is { } mine)
            return (own.Id, mine);

        var keys = await db.AuditKeys.AsNoTracking().Where(k => k.TenantId == tenant).OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).ToListAsync(cancellationToken);
        foreach (var newest in keys)
        {
            if (Open(newest) is not { } key)
                continue;

            // What a transaction sees may be its own, and be gone when it ends.
            if (db.Database.CurrentTransaction is null || newest.Id == known.Id)
                _current[tenant] = (newest.Id, now);
            return (newest.Id, key);
        }

        return keys.Count == 0 ? null : throw new VaultException("The keys of the audit log can't be opened: they were sealed with another vault key, or were changed. Without them no change can be written down, so none is made. Put the right vault key back; if it is lost, the command audit new-key makes a new key for the audit log.");
    }

    /// <summary>The key that new entries of the tenant are hashed with. Where there is none, it is made together with the chain's head, to be saved in the transaction.</summary>
    public async Task<(AuditKeyId Id, byte[] Key)> FirstAsync(ConnectorsDb db, TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.TakeChainTurnAsync(tenant, cancellationToken);
        Renewed(tenant);
        return await CurrentAsync(db, tenant, now, cancellationToken) ?? await AddAsync(db, tenant, now, cancellationToken);
    }

    /// <summary>Adds a key that is used from now on. Needs the chain's turn.</summary>
    public async Task<(AuditKeyId Id, byte[] Key)> AddAsync(ConnectorsDb db, TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Where there are keys and no head, somebody removed it.
        var isFirst = !await db.AuditKeys.AnyAsync(k => k.TenantId == tenant, cancellationToken) && !await db.AuditHeads.AnyAsync(h => h.TenantId == tenant, cancellationToken);
        var (id, key) = (AuditKeyId.From(Guid.CreateVersion7(now)), RandomNumberGenerator.GetBytes(KeyBytes));
        db.AuditKeys.Add(new AuditKey
        {
            TenantId = tenant,
            Id = id,
            Envelope = vault.Seal(AuditKey.PlaceOf(tenant, id), Convert.ToBase64String(key)),
            CreatedAt = now,
        });
        if (isFirst)
            db.AuditHeads.Add(await HeadAsync(db, tenant, now, id, key, cancellationToken));
        return (id, key);
    }

    /// <summary>Forgets which key is the newest, because there is a newer one.</summary>
    public void Renewed(TenantId tenant) => _current.TryRemove(tenant, out _);

    /// <summary>All keys of the tenant that the vault key opens.</summary>
    public async Task<IReadOnlyDictionary<AuditKeyId, byte[]>> AllAsync(ConnectorsDb db, TenantId tenant, CancellationToken cancellationToken)
    {
        var keys = await db.AuditKeys.AsNoTracking().Where(k => k.TenantId == tenant).ToListAsync(cancellationToken);
        return keys.Select(k => (k.Id, Key: Open(k))).Where(k => k.Key is not null).ToDictionary(k => k.Id, k => k.Key!);
    }

    // Those without a hash are older than the chain; any that come later were not written by the product.
    private static async Task<AuditHead> HeadAsync(ConnectorsDb db, TenantId tenant, DateTimeOffset now, AuditKeyId id, byte[] key, CancellationToken cancellationToken)
    {
        var head = new AuditHead
        {
            TenantId = tenant, Number = 0, Hash = AuditHash.Nothing, StartedAt = now, SealedAt = now, KeyId = id, Mac = [],
            Adopted = await db.AuditEntries.LongCountAsync(e => e.TenantId == tenant && e.Mac == null, cancellationToken),
        };
        head.Mac = AuditHash.Of(head, key);
        return head;
    }

    // Null for a key that was sealed with another vault key, or changed: what was hashed with it can't be checked, and says so.
    private byte[]? Open(AuditKey key) => _opened.GetOrAdd((key.TenantId, key.Id), _ =>
    {
        try
        {
            return Convert.FromBase64String(vault.Open(AuditKey.PlaceOf(key.TenantId, key.Id), key.Envelope));
        }
        catch (VaultException)
        {
            return null;
        }
    });
}
