using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using CsvHelper.Configuration;
using MSPortal.Connectors.Core.Audit;

namespace MSPortal.Connectors.Host.Api;

/// <summary>The audit log as files, written out while it is read.</summary>
internal static class AuditFiles
{
    private static readonly string[] Headings =
        ["Number", "At", "Last at", "Count", "Who", "Through", "Action", "Result", "Code", "Subject kind", "Subject", "Subject id", "Before", "After", "Id", "Hash"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IResult Csv(AuditExport export) => TypedResults.Stream(stream => WriteCsvAsync(export, stream), "text/csv", "audit.csv");

    /// <summary>One entry a line, with the names that the list has.</summary>
    public static IResult JsonLines(AuditExport export) => TypedResults.Stream(stream => WriteLinesAsync(export, stream), "application/jsonl", "audit.jsonl");

    private static async Task WriteCsvAsync(AuditExport export, Stream stream)
    {
        await using var text = new StreamWriter(stream);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        foreach (var heading in Headings)
            csv.WriteField(heading);
        await csv.NextRecordAsync();
        await foreach (var e in export.Entries)
        {
            object?[] fields =
            [
                e.Number, Instant(e.At), Instant(e.LastAt), e.Count, e.Actor, Word(e.Through), e.Action, Word(e.Result), e.Code, e.SubjectKind, e.SubjectName, e.SubjectId,
                e.Before?.GetRawText(), e.After?.GetRawText(), e.Id, e.Hash,
            ];
            foreach (var field in fields)
                csv.WriteField(field is string words ? ReportCsv.Harmless(words) : Convert.ToString(field, CultureInfo.InvariantCulture));
            await csv.NextRecordAsync();
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
