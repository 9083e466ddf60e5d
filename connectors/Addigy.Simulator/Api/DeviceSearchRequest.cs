using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Facts;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>What a device search asks for. Throws what <see cref="JsonElement"/> throws when a part has a wrong type.</summary>
internal sealed record DeviceSearchRequest(
    IReadOnlyList<FactDefinition> Facts,
    int Page,
    int PerPage,
    string? SortField,
    bool IsDescending,
    DeviceQuery Query)
{
    /// <summary>Tells lists with other devices or another order apart.</summary>
    public string ListKey => $"{SortField}|{IsDescending}|{Query.Text}";

    public static DeviceSearchRequest Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
            throw new FormatException();

        var page = NumberOf(root, "page", 1);
        var perPage = NumberOf(root, "per_page", PageNumbers.UsualSize);
        if (page < 0 || perPage < 0)
            throw new FormatException();

        return new DeviceSearchRequest(
            FactsOf(root),
            page == 0 ? 1 : page,
            perPage == 0 ? PageNumbers.UsualSize : perPage,
            Part(root, "sort_field")?.GetString() is { Length: > 0 } field ? field : null,
            Part(root, "sort_direction")?.GetString() == "desc",
            DeviceQuery.Read(Part(root, "query")));
    }

    /// <summary>A part of an object; null when it is absent or null.</summary>
    internal static JsonElement? Part(JsonElement element, string name) =>
        element.TryGetProperty(name, out var part) && part.ValueKind is not JsonValueKind.Null ? part : null;

    private static int NumberOf(JsonElement root, string name, int otherwise) => Part(root, name)?.GetInt32() ?? otherwise;

    private static IReadOnlyList<FactDefinition> FactsOf(JsonElement root)
    {
        IEnumerable<string> asked = Part(root, "desired_fact_identifiers") is { } list && list.GetArrayLength() > 0
            ? [.. list.EnumerateArray().Select(identifier => identifier.GetString() ?? "").Distinct()]
            : FactCatalogue.Defaults;

        return [.. asked.Select(FactCatalogue.Find).OfType<FactDefinition>()];
    }
}
