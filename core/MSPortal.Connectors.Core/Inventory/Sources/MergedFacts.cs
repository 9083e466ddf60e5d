using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>What is said of one fact, and by whom.</summary>
/// <param name="Source">Null when no source says anything of it.</param>
internal sealed record ChosenFact(LinkedSource? Source, StoredFact? Fact);

/// <summary>
/// Brings together what several records say of one device. Of the lasting facts the first source in the section's order counts
/// that knows the fact, of the observation the newest that does: not knowing never hides knowing.
/// </summary>
internal static class MergedFacts
{
    /// <summary>What lasts.</summary>
    public static DeviceSays Of(IReadOnlyList<LinkedSource> sources, SourceOrder order)
    {
        var named = Choose(sources, DeviceFacts.Name, order) is { Source: { } source, Fact.State: ReadingState.Known } ? source : order.Sort(sources, FactSection.System)[0];
        return new DeviceSays(named.Record.Name, Sheet(sources, order, isObserved: false));
    }

    /// <summary>Writes to a device what was observed of it last.</summary>
    public static void Observe(DeviceObservation observation, IReadOnlyList<LinkedSource> sources, SourceOrder order)
    {
        if (sources.Count == 1)
        {
            observation.Take(sources[0].Record.Observation);
            return;
        }

        var newest = sources.MaxBy(s => s.ObservedAt)!.Record.Observation;
        var sheet = Sheet(sources, order, isObserved: true);
        observation.ObservedAt = newest.ObservedAt;
        observation.LastSeenAt = Choose(sources, DeviceFacts.LastSeenAt, order).Source?.Record.Observation.LastSeenAt;
        observation.Online = Choose(sources, DeviceFacts.Online, order).Source?.Record.Observation.Online;
        observation.Facts = sheet;
        observation.Hash = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
    }

    /// <summary>Whose reading of a fact counts.</summary>
    public static ChosenFact Choose(IReadOnlyList<LinkedSource> sources, FactKey key, SourceOrder order)
    {
        var sorted = order.Sort(sources, SourceOrder.SectionOf(key));
        if (Observation.Keys.Contains(key))
            sorted = [.. sorted.OrderByDescending(s => s.Facts.GetValueOrDefault(key.Key)?.ObservedAt ?? s.ObservedAt)];

        ChosenFact? unknown = null;
        foreach (var source in sorted)
        {
            if (source.Facts.GetValueOrDefault(key.Key) is not { } fact)
                continue;
            if (fact.State == ReadingState.Known)
                return new ChosenFact(source, fact);
            unknown ??= new ChosenFact(source, fact);
        }

        return unknown ?? new ChosenFact(null, null);
    }

    // As FactSheet writes it, in the same order, so that equal facts give equal text.
    private static string Sheet(IReadOnlyList<LinkedSource> sources, SourceOrder order, bool isObserved)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var key in DeviceFacts.All.Where(key => Observation.Keys.Contains(key) == isObserved))
            {
                if (Choose(sources, key, order) is { Source: { } source, Fact: { } fact })
                    FactSheet.Write(json, key.Key, fact, isObserved ? fact.ObservedAt ?? source.ObservedAt : null);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
