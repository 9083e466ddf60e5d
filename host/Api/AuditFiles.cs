using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Audit;

namespace MSPortal.Connectors.Host.Api;

/// <summary>The audit log as files, written out while it is read.</summary>
internal static class AuditFiles
{
    private const string Subject = "audit-log";

    private static readonly string[] Headings =
        ["Number", "At", "Last at", "Count", "Who", "Through", "Action", "Result", "Code", "Subject kind", "Subject", "Subject id", "Before", "After", "Id", "Hash"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IResult Csv(AuditExport export, TimeProvider clock) => CsvFile.Of(Subject, clock, Headings, LinesAsync(export));

    /// <summary>One entry a line, with the names that the list has.</summary>
    public static IResult JsonLines(AuditExport export, TimeProvider clock) =>
        TypedResults.Stream(stream => WriteLinesAsync(export, stream), "application/jsonl", CsvFile.NameOf(Subject, clock, "jsonl"));

    private static async IAsyncEnumerable<object?[]> LinesAsync(AuditExport export)
    {
        await foreach (var e in export.Entries)
        {
            yield return
            [
                e.Number, Instant(e.At), Instant(e.LastAt), e.Count, e.Actor, Word(e.Through), e.Action, Word(e.Result), e.Code, e.SubjectKind, e.SubjectName, e.SubjectId,
                e.Before?.GetRawText(), e.After?.GetRawText(), e.Id, e.Hash,
            ];
        }
    }

    private static async Task WriteLinesAsync(AuditExport export, Stream stream)
    {
        await foreach (var entry in export.Entries)
        {
            await JsonSerializer.SerializeAsync(stream, entry, Json);
            await stream.WriteAsync("\n"u8.ToArray());
        }
    }

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
