using System.Globalization;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class MatchAll
{
    private static readonly MatchTarget[] Targets =
    [
        .. Enumerable.Range(0, 300).Select(number => new MatchTarget(
            number.ToString(CultureInfo.InvariantCulture), $"{(char)('A' + (number % 26))}corn{number % 17} Works {number / 5}", [])),
    ];

    private static readonly MatchQuery[] Queries =
        [.. Targets.Select(target => new MatchQuery("q" + target.Key, $"MSP - {target.Name.Replace("Works", "Wroks", StringComparison.Ordinal)}", null))];

    [Fact]
    public void Gives_the_same_answer_each_time() => Assert.Equal(Text(new NameMatcher(Targets)), Text(new NameMatcher(Targets)));

    [Fact]
    public void Leaves_no_trace_in_the_matcher()
    {
        var matcher = new NameMatcher(Targets);
        Assert.Equal(Text(matcher), Text(matcher));
    }

    [Fact]
    public void Does_not_depend_on_the_order_of_the_queries()
    {
        var matcher = new NameMatcher(Targets);
        var forward = matcher.MatchAll(Queries).ToDictionary(result => result.QueryKey, Text);
        var backward = matcher.MatchAll([.. Queries.Reverse()]).ToDictionary(result => result.QueryKey, Text);
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void Shows_three_candidates_at_most_best_first() => Assert.All(new NameMatcher(Targets).MatchAll(Queries), result =>
    {
        Assert.InRange(result.Candidates.Count, 0, 3);
        Assert.Equal(result.Candidates.OrderByDescending(candidate => candidate.Confidence), result.Candidates);
        Assert.InRange(result.Candidates.Sum(candidate => candidate.Confidence), 0, 1.0001);
    });

    [Fact]
    public void Ignores_what_the_msp_writes_before_every_name()
    {
        var companies = new[] { "Zwicky Dental", "Okafor Law", "Lindqvist Foods", "Haddad Motors", "Bianchi Media", "Petrov Labs", "Novak Hotels", "Kovacs Books", "Dubois Wines", "Nunez Tiles" };
        var matcher = new NameMatcher([.. companies.Select(name => new MatchTarget(name, name, []))]);
        var results = matcher.MatchAll([.. companies.Select(name => new MatchQuery(name, $"Contoso Quxware - {name}", null))]);
        Assert.All(results, result => Assert.Equal(MatchVerdict.Automatic, result.Verdict));
    }

    private static string Text(NameMatcher matcher) => string.Join('\n', matcher.MatchAll(Queries).Select(Text));

    private static string Text(MatchResult result) =>
        $"{result.QueryKey} {result.Verdict} {string.Join(" | ", result.Candidates.Select(one => $"{one.TargetKey} {one.Confidence:R} {string.Join("; ", one.Evidence)}"))}";
}
