using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MSPortal.Connectors.Core.Vault;

/// <summary>Encrypts secrets so that the database alone reveals nothing.</summary>
/// <remarks>
/// Envelope encryption with AES-256-GCM: each secret has a data key of its own, which is itself encrypted with the vault
/// key. Both are bound to the place the secret belongs to, so that a ciphertext copied elsewhere can't be opened.
/// Layout: format (1 byte), nonce and tag and encrypted data key (12 + 16 + 32), nonce and tag (12 + 16), ciphertext.
/// </remarks>
public sealed class SecretVault
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes + KeyBytes + NonceBytes + TagBytes;

    private readonly byte[] _key;

    /// <param name="key">The vault key, 32 bytes.</param>
    public SecretVault(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
            throw new ArgumentException($"The vault key must have {KeyBytes} bytes but has {key.Length}.", nameof(key));

        _key = key.ToArray();
    }

    /// <summary>Encrypts a secret for one place.</summary>
    public byte[] Seal(SecretPlace place, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var envelope = new byte[HeaderBytes + plain.Length];
        var parts = new Parts(envelope);
        var context = place.ToBytes();
        Span<byte> dataKey = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(dataKey);
        RandomNumberGenerator.Fill(parts.KeyNonce);
        RandomNumberGenerator.Fill(parts.Nonce);
        envelope[0] = Format;

        using (var wrap = new AesGcm(_key, TagBytes))
            wrap.Encrypt(parts.KeyNonce, dataKey, parts.WrappedKey, parts.KeyTag, context);
        using (var seal = new AesGcm(dataKey, TagBytes))
            seal.Encrypt(parts.Nonce, plain, parts.Ciphertext, parts.Tag, context);

        CryptographicOperations.ZeroMemory(dataKey);
        CryptographicOperations.ZeroMemory(plain);
        return envelope;
    }

    /// <summary>Decrypts a secret.</summary>
    /// <exception cref="VaultException">The envelope was changed, belongs to another place, or was sealed with another key.</exception>
    public string Open(SecretPlace place, byte[] envelope)
    {
        if (envelope.Length < HeaderBytes || envelope[0] != Format)
            throw new VaultException("A stored secret is damaged: it has an unknown form.");

        var parts = new Parts(envelope);
        var context = place.ToBytes();
        Span<byte> dataKey = stackalloc byte[KeyBytes];
        var plain = new byte[envelope.Length - HeaderBytes];
        try
        {
            using (var unwrap = new AesGcm(_key, TagBytes))
                unwrap.Decrypt(parts.KeyNonce, parts.WrappedKey, parts.KeyTag, dataKey, context);
            using (var open = new AesGcm(dataKey, TagBytes))
                open.Decrypt(parts.Nonce, parts.Ciphertext, parts.Tag, plain, context);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new VaultException("A stored secret can't be opened: it was sealed with another vault key, or was changed.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>A name for a secret text that is the same each time and tells nothing about it to those without the vault key.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public string NameOf(string secret)
    {
        // A key of its own: what comes out lies in the database in clear.
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: "credential name"u8.ToArray());
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret)));
    }

    private readonly ref struct Parts(byte[] envelope)
    {
        public Span<byte> KeyNonce { get; } = envelope.AsSpan(1, NonceBytes);

        public Span<byte> KeyTag { get; } = envelope.AsSpan(1 + NonceBytes, TagBytes);

        public Span<byte> WrappedKey { get; } = envelope.AsSpan(1 + NonceBytes + TagBytes, KeyBytes);

        public Span<byte> Nonce { get; } = envelope.AsSpan(HeaderBytes - NonceBytes - TagBytes, NonceBytes);

        public Span<byte> Tag { get; } = envelope.AsSpan(HeaderBytes - TagBytes, TagBytes);

        public Span<byte> Ciphertext { get; } = envelope.AsSpan(HeaderBytes);
    }
}

/// <summary>Where a secret belongs.</summary>
public sealed record SecretPlace(Guid Tenant, Guid Owner, string Field, int Version)
{
    internal byte[] ToBytes()
    {
        var field = Encoding.UTF8.GetBytes(Field);
        var bytes = new byte[36 + field.Length];
        Tenant.TryWriteBytes(bytes);
        Owner.TryWriteBytes(bytes.AsSpan(16));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(32), Version);
        field.CopyTo(bytes, 36);
        return bytes;
    }
}

/// <summary>A secret can't be opened.</summary>
public sealed class VaultException(string message, Exception? inner = null) : Exception(message, inner);
