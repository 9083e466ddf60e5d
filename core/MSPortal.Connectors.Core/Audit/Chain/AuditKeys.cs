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

    private readonly ConcurrentDictionary<(TenantId, AuditKeyId), byte[]?> _opened = new();
    private readonly ConcurrentDictionary<TenantId, AuditKeyId> _current = new();

    /// <summary>The key that new entries of the tenant are hashed with. Where there is none, one is added that is saved together with them.</summary>
    public async Task<(AuditKeyId Id, byte[] Key)> CurrentAsync(ConnectorsDb db, TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_current.TryGetValue(tenant, out var known) && _opened.TryGetValue((tenant, known), out var opened) && opened is not null)
            return (known, opened);
        if (db.AuditKeys.Local.FirstOrDefault(k => k.TenantId == tenant) is { } own && Open(own) is { } mine)
            return (own.Id, mine);

        var newest = await db.AuditKeys.AsNoTracking().Where(k => k.TenantId == tenant).OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).FirstOrDefaultAsync(cancellationToken);
        if (newest is null || Open(newest) is not { } key)
            return Add(db, tenant, now);

        // What a transaction sees may be its own, and be gone when it ends.
        if (db.Database.CurrentTransaction is null)
            _current[tenant] = newest.Id;
        return (newest.Id, key);
    }

    /// <summary>Adds a key that is used from now on.</summary>
    public (AuditKeyId Id, byte[] Key) Add(ConnectorsDb db, TenantId tenant, DateTimeOffset now)
    {
        var (id, key) = (AuditKeyId.From(Guid.CreateVersion7(now)), RandomNumberGenerator.GetBytes(KeyBytes));
        db.AuditKeys.Add(new AuditKey
        {
            TenantId = tenant,
            Id = id,
            Envelope = vault.Seal(AuditKey.PlaceOf(tenant, id), Convert.ToBase64String(key)),
            CreatedAt = now,
        });
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
