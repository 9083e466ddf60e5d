using System.Globalization;
using CsvHelper;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>
/// Reads labelled names from CSV files. A file of entities has a column ending in "id" whose values repeat and a
/// column whose header contains "name": equal ids are one entity.
/// </summary>
internal static class LabelledFolder
{
    public static IReadOnlyList<LabelledEntities> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(ReadFile).OfType<LabelledEntities>()];

    private static LabelledEntities? ReadFile(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var header = csv.HeaderRecord!;
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.Parser.Record!);
        }

        var label = Array.FindIndex(header, column => column.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            && rows.Select(row => row[Array.IndexOf(header, column)]).Distinct().Count() < rows.Count);
        var name = Array.FindLastIndex(header, column => column.Contains("name", StringComparison.OrdinalIgnoreCase));
        return label < 0 || name < 0
            ? null
            : new LabelledEntities(Path.GetFileNameWithoutExtension(path), [.. rows.GroupBy(row => row[label], row => row[name].Trim()).Select(DistinctNames)]);
    }

    private static IReadOnlyList<string> DistinctNames(IEnumerable<string> names) =>
        [.. names.Where(name => name.Length > 0).DistinctBy(name => string.Concat(name.Where(char.IsLetterOrDigit)))];
}
