using System.Text.Json;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator.Api;

namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>JSON that is well-formed and yet wrong.</summary>
internal static class SpoiledJson
{
    /// <summary>An object with a list in it for a list; a list with the object in it for an object.</summary>
    public static byte[] TurnInsideOut(ReadOnlyMemory<byte> body)
    {
        var root = Parse(body);
        return Write(root is JsonArray ? new JsonObject { ["items"] = root } : new JsonArray(root));
    }

    /// <summary>Other types for the same values.</summary>
    public static byte[] ChangeTypes(ReadOnlyMemory<byte> body, string? key) => Write(Below(Parse(body), key, OtherType));

    /// <summary>The same envelope without entries.</summary>
    public static byte[] WithoutEntries(ReadOnlyMemory<byte> body)
    {
        var root = Parse(body);
        if (root is JsonArray)
            return "[]"u8.ToArray();

        if (root is JsonObject envelope && envelope.ContainsKey("items"))
        {
            envelope["items"] = null;
            foreach (var count in (string[])["page_count", "result_count", "total"])
                envelope["metadata"]![count] = 0;
        }

        return Write(root);
    }

    /// <summary>Null in the place of each second entry.</summary>
    public static byte[] WithNullEntries(ReadOnlyMemory<byte> body)
    {
        var root = Parse(body);
        if ((root as JsonArray ?? root?["items"]) is JsonArray entries)
        {
            for (var index = 0; index < entries.Count; index += 2)
                entries[index] = null;
        }

        return Write(root);
    }

    /// <summary>The first key of each object once more, with null, before the right one.</summary>
    public static byte[] WithDuplicateKeys(ReadOnlyMemory<byte> body)
    {
        var root = Parse(body);
        return Answer.Bytes(json => WriteTwice(json, root));
    }

    /// <summary>Null in the place of each value that is no object and no list.</summary>
    public static byte[] WithNullValues(ReadOnlyMemory<byte> body, string? key) => Write(Below(Parse(body), key, node => Change(node, _ => null)));

    /// <summary>Objects without a key; without their first one when none is named.</summary>
    public static byte[] WithoutKeys(ReadOnlyMemory<byte> body, string? key) => Write(WithoutKey(Parse(body), key));

    /// <summary>Numbers with more digits than any type holds.</summary>
    public static byte[] WithHugeNumbers(ReadOnlyMemory<byte> body) => Write(Change(
        Parse(body),
        value => value.GetValueKind() is JsonValueKind.Number ? JsonNode.Parse($"9{new string('9', 400)}") : value.DeepClone()));

    /// <summary>Changes the values of a key, wherever it stands; all of it when no key is named.</summary>
    internal static JsonNode? Below(JsonNode? node, string? key, Func<JsonNode?, JsonNode?> change) => key is null ? change(node) : node switch
    {
        JsonObject given => new JsonObject(given.Select(part => KeyValuePair.Create(part.Key, part.Key == key ? change(part.Value) : Below(part.Value, key, change)))),
        JsonArray given => new JsonArray([.. given.Select(entry => Below(entry, key, change))]),
        _ => node?.DeepClone(),
    };

    /// <summary>Changes each value that is no object, no list and not null.</summary>
    internal static JsonNode? Change(JsonNode? node, Func<JsonNode, JsonNode?> change) => node switch
    {
        JsonObject given => new JsonObject(given.Select(part => KeyValuePair.Create(part.Key, Change(part.Value, change)))),
        JsonArray given => new JsonArray([.. given.Select(entry => Change(entry, change))]),
        null => null,
        _ => change(node),
    };

    private static JsonNode? WithoutKey(JsonNode? node, string? key) => node switch
    {
        JsonObject given => new JsonObject(given.Skip(key is null ? 1 : 0).Where(part => part.Key != key).Select(part => KeyValuePair.Create(part.Key, WithoutKey(part.Value, key)))),
        JsonArray given => new JsonArray([.. given.Select(entry => WithoutKey(entry, key))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? OtherType(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject given:
                return new JsonObject(given.Select(part => KeyValuePair.Create(part.Key, OtherType(part.Value))));
            case JsonArray given:
                return new JsonArray([.. given.Select(OtherType)]);
            case null:
                return null;
            default:
                return node.GetValueKind() is JsonValueKind.String
                    ? JsonValue.Create(node.ToString().Length)
                    : JsonValue.Create(node.ToJsonString());
        }
    }

    private static void WriteTwice(Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject given:
                json.WriteStartObject();
                if (given.Count > 0)
                    json.WriteNull(given.GetAt(0).Key);

                foreach (var (key, value) in given)
                {
                    json.WritePropertyName(key);
                    WriteTwice(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonArray given:
                json.WriteStartArray();
                foreach (var entry in given)
                    WriteTwice(json, entry);

                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    internal static JsonNode? Parse(ReadOnlyMemory<byte> body) => body.IsEmpty ? null : JsonNode.Parse(body.Span);

    internal static byte[] Write(JsonNode? root) => Answer.Bytes(json =>
    {
        if (root is null)
            json.WriteNullValue();
        else
            root.WriteTo(json);
    });
}
