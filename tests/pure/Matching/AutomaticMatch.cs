using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class AutomaticMatch
{
    [Theory]
    [InlineData("MSP - Zwicky Dental - Macs", "Zwicky Dental, Inc.")]
    [InlineData("ZWICKY DENTAL", "Zwicky Dental, Inc.")]
    [InlineData("Zwicky-Dental", "Zwicky Dental, Inc.")]
    [InlineData("zwicky_dental_macs", "Zwicky Dental, Inc.")]
    [InlineData("Muller Optik", "Müller Optik GmbH")]
    [InlineData("Smith & Zwicky Law", "Smith and Zwicky Law LLP")]
    [InlineData("ZwickyDental", "Zwicky Dental")]
    [InlineData("Ромашка", "ООО Ромашка")]
    [InlineData("北京科技", "北京科技有限公司")]
    [InlineData("شركة النور", "شركة النور")]
    [InlineData("Παπαδοπουλος ΑΕ", "Παπαδόπουλος")]
    public void Is_found_for_the_same_name_in_other_dress(string query, string target)
    {
        var result = MatchOf.One(query, target);
        Assert.Equal(target, result.Candidates[0].TargetKey);
        Assert.Equal(MatchVerdict.Automatic, result.Verdict);
    }

    [Fact]
    public void Comes_with_a_confidence_of_095_or_more() =>
        Assert.InRange(MatchOf.One("Zwicky Dental", "Zwicky Dental Inc").Candidates[0].Confidence, NameMatcher.AutomaticFrom, 1);

    [Fact]
    public void Is_found_by_an_alias_and_says_so()
    {
        var matcher = new NameMatcher([new MatchTarget("1", "Zwicky Holdings", ["Bluefin Surfwear"])]);
        var result = Assert.Single(matcher.MatchAll([new MatchQuery("q", "Bluefin Surfwear - Macs", null)]));
        Assert.Equal(MatchVerdict.Automatic, result.Verdict);
        Assert.Contains("alias", result.Candidates[0].Evidence[0], StringComparison.Ordinal);
    }
}
