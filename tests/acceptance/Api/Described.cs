using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>A call as the API's description has it.</summary>
internal sealed record DescribedCall(HttpMethod Method, string Path, JsonElement Operation)
{
    public IEnumerable<string> QueryParameters => Operation.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)
        : [];

    public bool TakesCsv => Operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("text/csv", out _);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The API's description, and what real answers must have to be as it says.</summary>
internal sealed class Described(JsonElement document)
{
    private const string Root = "/api/v1/";

    public static async Task<Described> ReadAsync(BuiltHost host)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Address };
        return new Described(JsonElement.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)));
    }

    public IReadOnlyList<DescribedCall> Calls { get; } =
    [
        .. document.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith(Root, StringComparison.Ordinal)).SelectMany(p => p.Value.EnumerateObject()
            .Select(o => new DescribedCall(HttpMethod.Parse(o.Name.ToUpperInvariant()), p.Name[Root.Length..], o.Value))),
    ];

    /// <summary>Whether a call answers rows: a list, a batch of steps, the rows of a report or of books.</summary>
    public bool AnswersList(DescribedCall call)
    {
        var shape = call.Operation.GetProperty("responses").TryGetProperty("200", out var ok) && ok.TryGetProperty("content", out var content)
            ? Follow(Choice(content.EnumerateObject().First().Value.GetProperty("schema")))
            : default;
        return shape.ValueKind is JsonValueKind.Object
            && (shape.TryGetProperty("items", out _) || (shape.TryGetProperty("properties", out var members) && new[] { "items", "overall", "byContainer", "steps" }.Any(n => members.TryGetProperty(n, out _))));
    }

    /// <summary>Members that must be sent; null where no JSON is taken.</summary>
    public IReadOnlyList<string>? MustBeSent(DescribedCall call)
    {
        if (!call.Operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var json))
            return null;

        return Required(Follow(Choice(json.GetProperty("schema"))));
    }

    /// <summary>A body that can be read and says nothing.</summary>
    public HttpContent? Nothing(DescribedCall call)
    {
        if (call.TakesCsv)
            return new StringContent("", Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));

        return MustBeSent(call) is { } members
            ? new StringContent($"{{{string.Join(',', members.Select(m => $"\"{m}\":null"))}}}", Encoding.UTF8, new MediaTypeHeaderValue("application/json"))
            : null;
    }

    /// <summary>A body that says of all this what the call takes, and nothing of what else it must be sent.</summary>
    public HttpContent? Saying(DescribedCall call, IReadOnlyDictionary<string, object?> known)
    {
        if (MustBeSent(call) is not { } must)
            return Nothing(call);

        var shape = Follow(Choice(call.Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")));
        var taken = shape.TryGetProperty("properties", out var members) ? members.EnumerateObject().Select(m => m.Name).ToHashSet() : [];
        return System.Net.Http.Json.JsonContent.Create(must.Union(known.Keys.Where(taken.Contains)).ToDictionary(m => m, m => known.GetValueOrDefault(m)));
    }

    /// <summary>What of an answer is not as described.</summary>
    public IReadOnlyList<string> Faults(DescribedCall call, ApiAnswer answer)
    {
        List<string> faults = [];
        if (call.Operation.GetProperty("responses").TryGetProperty($"{(int)answer.Status}", out var response) && response.TryGetProperty("content", out var content))
            Compare(answer.Body, content.EnumerateObject().First().Value.GetProperty("schema"), $"{call}: $", faults);
        else
            faults.Add($"{call}: {answer.Status} is not described.");
        return faults;
    }

    private void Compare(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (value.ValueKind is JsonValueKind.Null)
        {
            if (!TakesNull(schema))
                faults.Add($"{at} is null.");
            return;
        }

        var shape = Follow(Choice(schema));
        if (shape.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.ToString() == value.ToString()))
            faults.Add($"{at} is {value}.");
        if (shape.TryGetProperty("type", out var types) && !Kinds(types).Contains(KindOf(value)) && !(KindOf(value) == "integer" && Kinds(types).Contains("number")))
            faults.Add($"{at} is {KindOf(value)} and not {types}.");
        if (value.ValueKind is JsonValueKind.Array && shape.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray())
                Compare(item, items, $"{at}[]", faults);
        }

        if (value.ValueKind is not JsonValueKind.Object || !shape.TryGetProperty("properties", out var properties))
            return;

        faults.AddRange(Required(shape).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing."));
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var described))
                Compare(member.Value, described, $"{at}.{member.Name}", faults);
            else
                faults.Add($"{at}.{member.Name} is not described.");
            if (!Required(shape).Contains(member.Name))
                faults.Add($"{at}.{member.Name} is there always, and described as if it were not.");
        }
    }

    private bool TakesNull(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(TakesNull);

        var shape = Follow(schema);
        return !shape.TryGetProperty("type", out var types) || Kinds(types).Contains("null");
    }

    // Of "null or this", this.
    private static JsonElement Choice(JsonElement schema) =>
        schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().Last() : schema;

    private JsonElement Follow(JsonElement schema) => schema.TryGetProperty("$ref", out var place)
        ? Follow(document.GetProperty("components").GetProperty("schemas").GetProperty(place.GetString()!.Split('/')[^1]))
        : schema;

    private static string[] Required(JsonElement shape) =>
        shape.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];

    private static string[] Kinds(JsonElement types) =>
        types.ValueKind is JsonValueKind.Array ? [.. types.EnumerateArray().Select(t => t.GetString()!)] : [types.GetString()!];

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "boolean",
    };
}
