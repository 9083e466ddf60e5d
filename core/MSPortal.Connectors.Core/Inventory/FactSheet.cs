using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>A fact as it is kept.</summary>
/// <param name="Value">A JSON string, number or boolean; null unless the state is known.</param>
/// <param name="ObservedAt">Null means at the record's own time.</param>
public sealed record StoredFact(ReadingState State, JsonElement? Value, string? Note, DateTimeOffset? ObservedAt);

/// <summary>Writes and reads the facts of a device as one line of JSON.</summary>
/// <remarks>
/// Facts that are absent and say nothing are left out. The order is that of <see cref="DeviceFacts.All"/>, so equal facts
/// give equal text, and the text can be hashed.
/// </remarks>
public static class FactSheet
{
    private const int MaxTextLength = 2_000;

    private static readonly Dictionary<string, int> Order =
        DeviceFacts.All.Select((key, index) => (key.Key, index)).ToDictionary(x => x.Key, x => x.index, StringComparer.Ordinal);

    // A sync writes two sheets for each of some hundred thousand devices: what it writes them with is kept.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    private static readonly bool[] Observed = [.. DeviceFacts.All.Select(Observation.Keys.Contains)];

    /// <summary>
    /// Writes the lasting facts, and those of the <see cref="Observation"/> apart. A key that the host does not know is left
    /// out; of a key that comes twice the last counts.
    /// </summary>
    public static (string Lasting, string Observed) Write(IEnumerable<Fact> facts)
    {
        var sheet = new Fact?[DeviceFacts.All.Count];
        foreach (var fact in facts)
        {
            if (Order.TryGetValue(fact.Key.Key, out var index))
                sheet[index] = fact;
        }

        return (Write(sheet, isObserved: false), Write(sheet, isObserved: true));
    }

    /// <summary>Reads what <see cref="Write(IEnumerable{Fact})"/> wrote; keys that are not in it are absent.</summary>
    /// <param name="sheets">What a later one says of a key goes before an earlier.</param>
    public static IReadOnlyDictionary<string, StoredFact> Read(params ReadOnlySpan<string> sheets)
    {
        var facts = new Dictionary<string, StoredFact>(StringComparer.Ordinal);
        foreach (var sheet in sheets)
            Read(sheet, facts);

        return facts;
    }

    /// <summary>Writes a fact that was read before into a sheet of facts from several records.</summary>
    /// <param name="at">When it was observed; null to leave that out, as of what lasts: with the time of each report, each report would be a change.</param>
    public static void Write(Utf8JsonWriter json, string key, StoredFact fact, DateTimeOffset? at)
    {
        json.WriteStartObject(key);
        if (fact.State != ReadingState.Known)
            json.WriteString("s", fact.State.ToString());
        if (fact.Value is { } value)
        {
            json.WritePropertyName("v");
            value.WriteTo(json);
        }

        if (fact.Note is not null)
            json.WriteString("n", fact.Note);
        if (at is { } time)
            json.WriteString("t", time);
        json.WriteEndObject();
    }

    private static void Read(string sheet, Dictionary<string, StoredFact> facts)
    {
        using var document = JsonDocument.Parse(sheet);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var fact = property.Value;
            facts[property.Name] = new StoredFact(
                fact.TryGetProperty("s", out var state) ? Enum.Parse<ReadingState>(state.GetString()!) : ReadingState.Known,
                fact.TryGetProperty("v", out var value) ? value.Clone() : null,
                fact.TryGetProperty("n", out var note) ? note.GetString() : null,
                fact.TryGetProperty("t", out var at) ? at.GetDateTimeOffset() : null);
        }
    }

    private static string Write(Fact?[] sheet, bool isObserved)
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(4096);
        var json = t_json ??= new Utf8JsonWriter(buffer);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        for (var i = 0; i < sheet.Length; i++)
        {
            if (sheet[i] is { } fact && Observed[i] == isObserved && (fact.State != ReadingState.Absent || fact.Note is not null))
                Write(json, fact);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Fact fact)
    {
        json.WriteStartObject(fact.Key.Key);
        if (fact.State != ReadingState.Known)
            json.WriteString("s", fact.State.ToString());
        if (fact.Value is not null)
            WriteValue(json, fact.Value);
        if (fact.Note is not null)
            json.WriteString("n", StorableText.Of(fact.Note));
        if (fact.ObservedAt is { } at)
            json.WriteString("t", at);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString("v", StorableText.Of(text, MaxTextLength));
                break;
            case bool flag:
                json.WriteBoolean("v", flag);
                break;
            case long number:
                json.WriteNumber("v", number);
                break;
            case double number:
                json.WriteNumber("v", number);
                break;
            case DateTimeOffset instant:
                json.WriteString("v", instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"A fact can't hold a {value.GetType().Name}.", nameof(value));
        }
    }
}
