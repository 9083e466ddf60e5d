using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>What is kept of a device record, before it is known which row it belongs to.</summary>
/// <param name="Facts">The lasting facts, as <see cref="FactSheet"/> writes them.</param>
/// <param name="Hash">Of all that lasts.</param>
/// <param name="LastSeenAt">Null when not known; so is <paramref name="Online"/>.</param>
/// <param name="Observed">The facts of the observation.</param>
/// <param name="ObservedHash">The first half of theirs.</param>
internal sealed record StagedContent(
    string Name,
    string? SerialNumber,
    string? Manufacturer,
    string? Model,
    string Facts,
    string Hash,
    DateTimeOffset? LastSeenAt,
    bool? Online,
    string Observed,
    long ObservedHash)
{
    /// <summary>Maps a record; null, with the reason, when the mapper fails on it.</summary>
    /// <param name="now">A vendor's time of last contact may be ahead of it by a day, for clocks that are wrong; one further ahead tells nothing.</param>
    public static StagedContent? From(DeviceRecord record, IFactMapper? mapper, DateTimeOffset now, out string? problem)
    {
        if (Map(record, mapper, out problem) is not { } facts)
            return null;

        if (Array.FindIndex(facts, f => f.Key.Key == DeviceFacts.LastSeenAt.Key && f.Value is DateTimeOffset seen && seen - now > TimeSpan.FromDays(1)) is >= 0 and var ahead)
            facts[ahead] = facts[ahead] with { State = ReadingState.Unreadable, Value = null, Note = "The vendor sent a time that lies in the future." };

        var serial = Text(facts, DeviceFacts.SerialNumber);
        var name = Text(facts, DeviceFacts.Name) ?? serial ?? record.ExternalId;
        var manufacturer = Text(facts, DeviceFacts.Manufacturer);
        var model = Text(facts, DeviceFacts.Model);
        var (lasting, observed) = FactSheet.Write(facts);
        return new StagedContent(
            name,
            serial,
            manufacturer,
            model,
            lasting,
            Convert.ToHexStringLower(HashOf(name, record.Type.Key, record.WebLink?.ToString(), lasting)),
            Value(facts, DeviceFacts.LastSeenAt) is { } seen ? AsKept(seen) : null,
            Value(facts, DeviceFacts.Online),
            observed,
            BinaryPrimitives.ReadInt64LittleEndian(HashOf(observed)));
    }

    /// <summary>When a record was observed, as it is kept.</summary>
    /// <param name="last">Time of the row that is there; counts for a record that tells no time of its own.</param>
    /// <remarks>
    /// A vendor's clock that runs ahead must not lock out all later observations; nor may an answer without a time, which
    /// therefore keeps the last: a device that is switched off may go on with the old one for months.
    /// </remarks>
    public static DateTimeOffset ObservedAt(DeviceRecord record, DateTimeOffset? last, DateTimeOffset now) =>
        AsKept(record.ObservedAt > now ? now : record.ObservedAt ?? last ?? now);

    /// <summary>The serial number of a record of which nothing else is kept; null when it tells none.</summary>
    public static string? SerialOf(DeviceRecord record, IFactMapper? mapper) =>
        Map(record, mapper, out _) is { } facts ? Text(facts, DeviceFacts.SerialNumber) : null;

    /// <summary>What lasts, as a row; its observation is a row of its own.</summary>
    public StagedDevice ToRow(DeviceRecord record, SyncRun run, StagedDeviceId id, int number, ContainerId container, DateTimeOffset now) => new()
    {
        TenantId = run.TenantId,
        Id = id,
        IntegrationId = run.IntegrationId,
        Number = number,
        ExternalId = record.ExternalId,
        ContainerId = container,
        TypeKey = record.Type.Key,
        Name = Name,
        SerialNumber = SerialNumber,
        SerialKey = TrustedSerial.Compared(SerialNumber),
        Manufacturer = Manufacturer,
        Model = Model,
        Facts = Facts,
        ContentHash = Hash,
        WebLink = record.WebLink?.ToString(),
        FirstSeenAt = now,
    };

    /// <summary>What was observed, as a row.</summary>
    public StagedObservation ToObservation(TenantId tenant, StagedDeviceId id, DateTimeOffset observedAt) => new()
    {
        TenantId = tenant,
        StagedDeviceId = id,
        ObservedAt = observedAt,
        LastSeenAt = LastSeenAt,
        Online = Online,
        Facts = Observed,
        Hash = ObservedHash,
    };

    private static Fact[]? Map(DeviceRecord record, IFactMapper? mapper, out string? problem)
    {
        try
        {
            problem = null;
            Fact[] facts = mapper is null ? [] : [.. mapper.Map(record)];
            return Array.TrueForAll(facts, IsSound) ? facts : throw new InvalidDataException("A fact is no fact, or its value is of another type than its key's.");
        }
        catch (Exception e)
        {
            // The plugin border: one record that a mapper stumbles over must not stop the others.
            problem = $"The connector failed on this record with {e.GetType().Name}.";
            return null;
        }
    }

    // What connectors may make by hand.
    private static bool IsSound(Fact? fact) =>
        fact is not null && (fact.Value is null || (fact.Value.GetType() == fact.Key.ValueType && fact.Value is not double.NaN and not double.PositiveInfinity and not double.NegativeInfinity));

    private static string? Text(Fact[] facts, FactKey<string> key) =>
        Array.Find(facts, f => f.Key.Key == key.Key) is { State: ReadingState.Known, Value: string text } ? StorableText.NotBlank(text) : null;

    private static T? Value<T>(Fact[] facts, FactKey<T> key)
        where T : struct =>
        Array.FindLast(facts, f => f.Key.Key == key.Key) is { State: ReadingState.Known, Value: T value } ? value : null;

    // PostgreSQL keeps microseconds: with more, the same time would look newer at each sync.
    private static DateTimeOffset AsKept(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    // Of the parts with a line break between them; sheets are long, so their bytes go into lent memory.
    private static byte[] HashOf(params ReadOnlySpan<string?> parts)
    {
        var most = parts.Length;
        foreach (var part in parts)
            most += Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);

        var bytes = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                bytes[length++] = (byte)'\n';
            length += Encoding.UTF8.GetBytes(parts[i], bytes.AsSpan(length));
        }

        var hash = SHA256.HashData(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }
}
