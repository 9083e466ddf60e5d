using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MSPortal.Connectors.Core.Sync.Pages;

/// <summary>The records that a run has received: vendors repeat some when their list changes while it is read.</summary>
internal sealed class SeenRecords
{
    private readonly HashSet<ulong> _keys = [];

    /// <summary>Eight bytes that stand for a vendor's identifier. That two of a million share them has a chance of one in thirty million.</summary>
    public static ulong KeyOf(string externalId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(externalId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <returns>Whether it is new.</returns>
    public bool Add(string externalId) => _keys.Add(KeyOf(externalId));

    public void Add(ulong key) => _keys.Add(key);
}
