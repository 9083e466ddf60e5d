using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class OddInput
{
    private static readonly string[] Names =
    [
        "", " ", "---", "🦷", "👩‍⚕️ Clinic", "\uD800", "\0", "شركة النور", "北京科技有限公司", "Παπαδόπουλος ΑΕ", "हिन्दी कंपनी",
        "a", "&", "+", "'", "()", "1", "I", "Inc", "The Company Inc", "ß", "\u0301\u0301", new string('a', 10_000),
        string.Join(' ', Enumerable.Range(0, 3000).Select(number => $"w{number}")), new string('-', 10_000), new string('é', 10_000),
    ];

    [Fact]
    public void Of_any_kind_gets_an_answer_whatever_the_targets()
    {
        var matcher = new NameMatcher([.. Names.Select((name, at) => new MatchTarget($"{at}", name, [name, ""]))]);
        var results = matcher.MatchAll([.. Names.Select((name, at) => new MatchQuery($"{at}", name, at % 2 == 0 ? null : name))]);
        Assert.Equal(Names.Select((_, at) => $"{at}"), results.Select(result => result.QueryKey));
        Assert.All(results.SelectMany(result => result.Candidates), candidate =>
        {
            Assert.InRange(candidate.Confidence, 0, 1);
            Assert.NotEmpty(candidate.Evidence);
        });
    }

    [Fact]
    public void Without_targets_finds_nothing()
    {
        var result = Assert.Single(new NameMatcher([]).MatchAll([new MatchQuery("q", "Acme", null)]));
        Assert.Equal(MatchVerdict.None, result.Verdict);
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void Without_queries_gives_no_results() => Assert.Empty(new NameMatcher([new MatchTarget("1", "Acme", [])]).MatchAll([]));

    [Theory]
    [InlineData("Test", "Testing")]
    [InlineData("Default", "Default Group Inc")]
    [InlineData("Spare pool", "Spare Pools")]
    [InlineData("Clients", "Client")]
    [InlineData("MSP - Macs", "Mac Support")]
    public void That_says_nothing_is_matched_to_nothing(string query, string target) =>
        Assert.Equal(MatchVerdict.None, MatchOf.One(query, target).Verdict);

    [Theory]
    [InlineData("MacBook Air", "Laptop")]
    [InlineData("Initech Warehouse", "Globex Corporation")]
    public void Of_another_name_is_matched_to_nothing(string query, string target) =>
        Assert.DoesNotContain(MatchOf.One(query, target).Candidates, candidate => candidate.Confidence > 0.3);
}
