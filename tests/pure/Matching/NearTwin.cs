using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class NearTwin
{
    [Theory]
    [InlineData("Smith Dental", "Smith Dental North", "Smith Dental South")]
    [InlineData("Smith Dental Nort", "Smith Dental North", "Smith Dental South")]
    [InlineData("Smith Dental - Macs", "Smith Dental 1", "Smith Dental 2")]
    [InlineData("Zwicky", "Zwicky Roofing", "Zwicky Dental")]
    [InlineData("Acme Zwicky", "Acme Zwicky LLC", "Acme Zwicky GmbH")]
    [InlineData("Acme Zwicky", "Acme Zwicky", "Acme Zwicky")]
    [InlineData("Zwickly Labs", "Zwicky Labs", "Zwickl Labs")]
    public void On_the_list_keeps_a_vague_name_from_being_applied(string query, string one, string other)
    {
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, one, other).Verdict);
    }

    [Theory]
    [InlineData("MSP - Smith Dental North - Macs", "Smith Dental North", "Smith Dental South")]
    [InlineData("Smith Dental 2", "Smith Dental 2", "Smith Dental 1")]
    [InlineData("Smith Dental II", "Smith Dental 2", "Smith Dental 1")]
    public void Comes_second_to_the_very_name(string query, string right, string twin) =>
        Assert.Equal(right, MatchOf.One(query, right, twin).Candidates[0].TargetKey);

    [Theory]
    [InlineData("Smith Dental South", "Smith Dental North")]
    [InlineData("Smith Dental 3", "Smith Dental 4")]
    [InlineData("Little Tykes II", "Little Tykes I")]
    public void Of_a_company_not_on_the_list_is_not_applied(string query, string listed) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);

    [Fact]
    public void Ties_are_shown_with_the_same_confidence_and_left_to_a_person()
    {
        var matcher = new NameMatcher([new MatchTarget("a", "Acme Zwicky", []), new MatchTarget("b", "Acme Zwicky", [])]);
        var result = Assert.Single(matcher.MatchAll([new MatchQuery("q", "Acme Zwicky", null)]));
        Assert.Equal(["a", "b"], result.Candidates.Select(candidate => candidate.TargetKey));
        Assert.Equal(MatchVerdict.Proposed, result.Verdict);
        Assert.All(result.Candidates, candidate => Assert.InRange(candidate.Confidence, 0, 0.6));
    }
}
