using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>What the simulated API answers, before a fault spoils it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Content type; null when there is no content.</param>
/// <param name="Body">Content.</param>
public sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Extra header: when the vendor says to come back.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whether it claims that its content is compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>No content.</summary>
    public static Answer NoContent { get; } = new(204, null, default);

    /// <summary>200 with JSON.</summary>
    public static Answer Json(Action<Utf8JsonWriter> write) => new(200, JsonType, Bytes(write));

    /// <summary>200 with an array of texts.</summary>
    public static Answer Texts(IEnumerable<string> texts) => Json(json =>
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    });

    /// <summary>The vendor's error object.</summary>
    public static Answer Error(int status, string message) => new(status, JsonType, Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", status);
        json.WriteString("message", message);
        json.WriteStartObject("error_chain");
        json.WriteNumber("code", status * 10);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    /// <summary>A path that the API does not have.</summary>
    public static Answer NotFound() => Error(404, "the requested resource was not found");

    /// <summary>A missing permission.</summary>
    public static Answer Lacks(string permission) =>
        Error(403, $"user does not have the required permission: {permission}");

    /// <summary>A web page in place of JSON, as proxies in front of an API send it.</summary>
    public static Answer Html(int status, string title) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>Ray ID: 7f0</p></body></html>"));

    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            write(json);

        return stream.ToArray();
    }
}
