using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Keyed hashes (HMAC-SHA-256) of entries, links and heads. Each field goes in with its length, so that none can run into the next.</summary>
internal static class AuditHash
{
    // PostgreSQL keeps microseconds.
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>What the first link has before it.</summary>
    public static readonly byte[] Nothing = new byte[HMACSHA256.HashSizeInBytes];

    public static byte[] Of(AuditEntry entry, byte[] key) => new Fields(key, "entry")
        .Add(entry.TenantId.Value).Add(entry.Id.Value).Add(entry.At)
        .Add(entry.Actor).Add(entry.Through.ToString()).Add(entry.Action)
        .Add(entry.SubjectKind).Add(entry.SubjectId).Add(entry.SubjectName)
        .Add(entry.Before).Add(entry.After)
        .Add(entry.Result.ToString()).Add(entry.Code).Add(entry.Count).Add(entry.LastAt)
        .Hash();

    public static byte[] OfLink(TenantId tenant, long number, AuditEntryId entry, byte[]? mac, byte[] previous, byte[] key) => new Fields(key, "link")
        .Add(tenant.Value).Add(number).Add(entry.Value).Add(mac).Add(previous)
        .Hash();

    public static byte[] Of(AuditHead head, byte[] key) => new Fields(key, "head")
        .Add(head.TenantId.Value).Add(head.Number).Add(head.Hash).Add(head.StartedAt).Add(head.Adopted).Add(head.SealedAt)
        .Hash();

    public static bool Fits(byte[]? claimed, byte[] made) => claimed is not null && CryptographicOperations.FixedTimeEquals(claimed, made);

    private sealed class Fields
    {
        private readonly IncrementalHash _hash;

        public Fields(byte[] key, string kind)
        {
            _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            Add($"msportal audit {kind} 1");
        }

        public Fields Add(byte[]? bytes)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            _hash.AppendData(length);
            _hash.AppendData(bytes ?? []);
            return this;
        }

        public Fields Add(string? text) => Add(text is null ? null : Encoding.UTF8.GetBytes(text));

        public Fields Add(Guid? id) => Add(id?.ToByteArray());

        public Fields Add(DateTimeOffset? instant) => instant is null ? Add((byte[]?)null) : Add(instant.Value.UtcTicks / TicksPerMicrosecond);

        public Fields Add(long number)
        {
            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            return Add(bytes);
        }

        public byte[] Hash()
        {
            using (_hash)
                return _hash.GetHashAndReset();
        }
    }
}
