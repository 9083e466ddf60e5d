using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MSPortal.Connectors.Host.Api;

/// <summary>A CSV file to be saved: with a name that tells what it is and its day, and the mark by which Excel knows that it is UTF-8.</summary>
internal static class CsvFile
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>A file that is written out at once.</summary>
    /// <param name="subject">What it is, as the file is to be called: "audit-log".</param>
    /// <param name="lines">Texts are made harmless; everything else is written as programs read it.</param>
    public static IResult Of(string subject, TimeProvider clock, IReadOnlyList<string> headings, IEnumerable<object?[]> lines) =>
        Of(subject, clock, headings, lines.ToAsyncEnumerable());

    /// <summary>A file that is written out while its lines are read.</summary>
    /// <inheritdoc cref="Of(string, TimeProvider, IReadOnlyList{string}, IEnumerable{object?[]})"/>
    public static IResult Of(string subject, TimeProvider clock, IReadOnlyList<string> headings, IAsyncEnumerable<object?[]> lines) =>
        TypedResults.Stream(stream => WriteAsync(stream, headings, lines), "text/csv; charset=utf-8", NameOf(subject, clock, "csv"));

    /// <summary>"audit-log-2026-11-30.csv".</summary>
    public static string NameOf(string subject, TimeProvider clock, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{subject}-{clock.GetUtcNow():yyyy-MM-dd}.{ending}");

    private static async Task WriteAsync(Stream stream, IReadOnlyList<string> headings, IAsyncEnumerable<object?[]> lines)
    {
        await using var text = new StreamWriter(stream, Marked);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        foreach (var heading in headings)
            csv.WriteField(heading);
        await csv.NextRecordAsync();
        await foreach (var line in lines)
        {
            foreach (var field in line)
                csv.WriteField(field is string words ? Harmless(words) : Convert.ToString(field, CultureInfo.InvariantCulture));
            await csv.NextRecordAsync();
        }
    }

    // A name must not be run as a formula by whoever opens the file; a number below zero is none.
    private static string Harmless(string name) => name is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + name : name;
}
