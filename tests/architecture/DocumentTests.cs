using System.Text.Json;
using System.Text.RegularExpressions;

namespace MSPortal.Connectors.Tests.Architecture;

/// <summary>Documents don't lead astray: links resolve, files and folders that are named exist, and JSON is JSON.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Roots = ["core/", "connectors/", "host/", "sdk/", "tests/", "docs/"];

    [Fact]
    public void Links_paths_and_snippets_of_all_documents_are_sound() =>
        Assert.Empty(Documents().SelectMany(path => Problems(Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path))));

    [Fact]
    public void A_wrong_link_path_and_snippet_would_be_found()
    {
        const string text = "[gone](docs/gone.md) `core/Gone.cs`\n```json\n{ broken\n```\n";

        Assert.Equal(3, Problems("README.md", text).Count());
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

    private static IEnumerable<string> Problems(string document, string text)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (var target in Link().Matches(text).Select(m => m.Groups[1].Value).Where(t => !t.Contains("://", StringComparison.Ordinal) && t[0] != '#'))
        {
            if (!Exists(Path.Combine(folder, target.Split('#')[0])))
                yield return $"{document} links to {target}, which is not there.";
        }

        foreach (var path in Code().Matches(text).Select(m => m.Groups[1].Value).Where(p => Roots.Any(r => p.StartsWith(r, StringComparison.Ordinal)) && !p.Contains(' ', StringComparison.Ordinal)))
        {
            if (!Exists(Path.Combine(Repository.Root, path)))
                yield return $"{document} names {path}, which is not there.";
        }

        foreach (Match block in Json().Matches(text))
        {
            if (!IsJson(block.Groups[1].Value))
                yield return $"{document} has a JSON snippet that is none: {block.Groups[1].Value}";
        }
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
