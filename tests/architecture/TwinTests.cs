using System.Text.RegularExpressions;

namespace MSPortal.Connectors.Tests.Architecture;

/// <summary>The list of guards that have twins still says where each guard stands.</summary>
public sealed partial class TwinTests
{
    [Fact]
    public void Each_guard_stands_once_in_its_file_and_names_a_test_that_is_there()
    {
        var guards = File.ReadAllText(Path.Combine(Repository.Root, "tests/twins/guards"));
        var twins = Twin().Matches(guards);

        Assert.Equal(Title().Count(guards), twins.Count);
        Assert.Empty(twins.SelectMany(Problems));
    }

    private static IEnumerable<string> Problems(Match twin)
    {
        var (name, file, test) = (twin.Groups["name"].Value, twin.Groups["file"].Value, twin.Groups["test"].Value);
        var path = Path.Combine(Repository.Root, file);
        if (!File.Exists(path))
            yield return $"{name}: there is no {file}.";
        else if (File.ReadAllText(path).Split(twin.Groups["out"].Value.TrimEnd('\n')).Length != 2)
            yield return $"{name}: {file} does not hold its text exactly once.";

        var parts = test.Split(' ')[1].TrimStart('*').Split('.');
        var folder = Path.Combine(Repository.Root, test.Split(' ')[0]);
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f).StartsWith($"{parts[0]}.", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        if (!sources.Exists(s => Regex.IsMatch(s, $@"\b{Regex.Escape(parts[1].TrimEnd('*'))}")))
            yield return $"{name}: there is no test {test}.";
    }

    [GeneratedRegex(@"^== ", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"^== (?<name>.*)\nfile  (?<file>.*)\nout   (?<out>(?:.*\n)+?)(?:in    (?:.*\n)+?)?test  (?<test>.*)$", RegexOptions.Multiline)]
    private static partial Regex Twin();
}
