using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Audit;

/// <summary>A field of an audit entry.</summary>
/// <param name="Items">What a list holds, if the field is a list.</param>
internal sealed record AuditChange(string Field, string? Before, string? After, IReadOnlyList<string> Items);

/// <summary>Puts audit entries into words.</summary>
internal static class AuditWords
{
    private const string Whole = "all";

    public static readonly IReadOnlyList<(string Value, string Text)> Results = [("done", "Done"), ("refused", "Refused"), ("unknown", "Unknown")];

    public static readonly IReadOnlyList<(string Value, string Text)> Channels = [("ui", "Web app"), ("api", "API"), ("sync", "The product itself"), ("cli", "Command line")];

    /// <summary>"container.mapped" as "Container mapped".</summary>
    public static string Action(string action) => Capital(Plain(action.Replace('.', ' ')));

    /// <summary>"device_type" as "device type".</summary>
    public static string Plain(string key) => key.Replace('_', ' ');

    public static string Result(AuditResult result) => Results.Single(r => r.Value.Equals(result.ToString(), StringComparison.OrdinalIgnoreCase)).Text;

    public static string Through(Channel channel) => channel switch
    {
        Channel.Ui => "in the web app",
        Channel.Api => "by API",
        Channel.Cli => "on the command line",
        _ => "by the product itself",
    };

    /// <summary>What differs between before and after, field by field.</summary>
    // Which field it was is told with what changed of it.
    private const string Named = "field";

    public static IReadOnlyList<AuditChange> Changes(JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Fields(before), Fields(after));
        return [.. old.Keys.Union(now.Keys)
            .Where(key => key == Named || old.GetValueOrDefault(key) != now.GetValueOrDefault(key))
            .Select(key => new AuditChange(Capital(Spaced(key)), key == Named && now.ContainsKey(key) ? null : old.GetValueOrDefault(key), now.GetValueOrDefault(key), Items(after, key)))];
    }

    private static Dictionary<string, string> Fields(JsonElement? element) => element switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } => element.Value.EnumerateObject()
            .Where(p => p.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(p => p.Name, p => Say(p.Value), StringComparer.Ordinal),
        _ => new() { [Whole] = Say(element.Value) },
    };

    private static string[] Items(JsonElement? element, string key) =>
        element is not { } whole ? []
        : whole.ValueKind == JsonValueKind.Array && key == Whole ? Lines(whole)
        : whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(key, out var part) && part.ValueKind == JsonValueKind.Array ? Lines(part)
        : [];

    private static string[] Lines(JsonElement list) => [.. list.EnumerateArray().Select(Line)];

    private static string Line(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Object => string.Join(", ", item.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => $"{Spaced(p.Name)} {Line(p.Value)}")),
        JsonValueKind.Number => item.GetDouble().ToString("0.###", CultureInfo.InvariantCulture),
        _ => Say(item),
    };

    private static string Say(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => $"{value.GetArrayLength()} in total",
        JsonValueKind.Object => string.Join("; ", value.EnumerateObject().Select(p => $"{p.Name}: {Say(p.Value)}")),
        _ => value.ToString(),
    };

    // "deviceTypeId" as "device type id".
    private static string Spaced(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())).Trim();

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
