using System.Globalization;
using CsvHelper;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>
/// Reads labelled pairs from CSV files: a file of pairs has exactly two columns whose header contains "name", and a column of nothing but
/// yes and no.
/// </summary>
internal static class PairsFolder
{
    private static readonly string[] Yes = ["true", "yes", "1"];
    private static readonly string[] No = ["false", "no", "0"];

    public static IReadOnlyList<LabelledPairs> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(ReadFile).OfType<LabelledPairs>()];

    private static LabelledPairs? ReadFile(string path)
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

        int[] names = [.. Enumerable.Range(0, header.Length).Where(column => header[column].Contains("name", StringComparison.OrdinalIgnoreCase))];
        var label = Array.FindIndex(header, column => rows.TrueForAll(row => IsOne(Yes, row[Array.IndexOf(header, column)]) || IsOne(No, row[Array.IndexOf(header, column)])));
        return names.Length == 2 && label >= 0 && rows.Count > 0
            ? new LabelledPairs(Path.GetFileNameWithoutExtension(path), rows.ConvertAll(row => (row[names[0]], row[names[1]], IsOne(Yes, row[label]))))
            : null;
    }

    private static bool IsOne(string[] words, string value) => words.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);
}
