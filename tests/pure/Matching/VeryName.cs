using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class VeryName
{
    [Theory]
    [InlineData("Juniper Properties AB", "Juniper Properties AB")]
    [InlineData("juniper  properties", "Juniper Properties")]
    [InlineData("Rewood Capital", "Rewood Capital")]
    public void Means_its_company_however_like_it_another_is(string asked, string meant)
    {
        var match = Match(asked, [Of("Juniper Properties"), Of("Juniper Properties AB"), Of("Redwood Capital Ltd"), Of("Rewood Capital")]);

        Assert.Equal((MatchVerdict.Automatic, meant), (match.Verdict, match.Candidates[0].TargetKey));
        Assert.True(match.Candidates[0].Confidence >= NameMatcher.AutomaticFrom);
    }

    [Fact]
    public void Is_not_applied_when_it_is_also_what_another_company_is_called()
    {
        var match = Match("Fischer Properties", [Of("Fischer Properties"), Of("Park Bakery", "Fischer Properties")]);

        Assert.Equal(MatchVerdict.Proposed, match.Verdict);
        Assert.Equal(["Fischer Properties", "Park Bakery"], match.Candidates.Select(c => c.TargetKey).Order());
    }

    [Fact]
    public void Is_not_applied_when_two_companies_have_it()
    {
        var match = Match("Fischer Properties", [Of("Fischer Properties"), new MatchTarget("twin", "Fischer Properties", [])]);

        Assert.Equal(MatchVerdict.Proposed, match.Verdict);
    }

    private static MatchTarget Of(string name, params string[] aliases) => new(name, name, aliases);

    private static MatchResult Match(string name, MatchTarget[] targets) => new NameMatcher(targets).MatchAll([new MatchQuery("q", name, null)])[0];
}
