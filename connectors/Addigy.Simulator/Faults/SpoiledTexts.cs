using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>Well-formed JSON with texts and keys that nobody expects.</summary>
internal static class SpoiledTexts
{
    private const string Mark = "@begins@";

    /// <summary>Another text in the place of each text of a key; of all when no key is named.</summary>
    public static byte[] Replace(ReadOnlyMemory<byte> body, string? key, string text) => SpoiledJson.Write(Texts(body, key, _ => text));

    /// <summary>Texts that begin with an escape, as it stands in JSON: one that no writer would write.</summary>
    public static byte[] Begin(ReadOnlyMemory<byte> body, string? key, string escape)
    {
        var marked = SpoiledJson.Write(Texts(body, key, text => Mark + text));
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(marked).Replace(Mark, escape, StringComparison.Ordinal));
    }

    /// <summary>Objects with keys that nobody knows.</summary>
    public static byte[] WithExtraKeys(ReadOnlyMemory<byte> body) => SpoiledJson.Write(WithExtraKeys(SpoiledJson.Parse(body)));

    private static JsonNode? Texts(ReadOnlyMemory<byte> body, string? key, Func<string, string> change) =>
        SpoiledJson.Below(SpoiledJson.Parse(body), key, below => SpoiledJson.Change(
            below,
            value => value.GetValueKind() is JsonValueKind.String ? JsonValue.Create(change(value.GetValue<string>())) : value.DeepClone()));

    private static JsonNode? WithExtraKeys(JsonNode? node) => node switch
    {
        JsonObject given => new JsonObject(
        [
            KeyValuePair.Create<string, JsonNode?>("new_in_v3", new JsonObject { ["nested"] = new JsonArray(1, "two", null) }),
            .. given.Select(part => KeyValuePair.Create(part.Key, WithExtraKeys(part.Value))),
        ]),
        JsonArray given => new JsonArray([.. given.Select(WithExtraKeys)]),
        _ => node?.DeepClone(),
    };
}
