using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class ParentName
{
    [Fact]
    public void Finds_what_the_name_alone_does_not_and_leaves_it_to_a_person()
    {
        string[] targets = ["Zwicky Dental Northfield", "Okafor Roofing Northfield"];
        var with = MatchOf.One("Northfield", "Zwicky Dental", targets);
        Assert.Equal("Zwicky Dental Northfield", with.Candidates[0].TargetKey);
        Assert.Equal(MatchVerdict.Proposed, with.Verdict);
        var alone = MatchOf.One("Northfield", targets);
        Assert.True(with.Candidates[0].Confidence > alone.Candidates[0].Confidence);
    }

    [Fact]
    public void Of_another_company_keeps_a_match_from_being_applied()
    {
        string[] targets = ["Zwicky Dental", "Okafor Roofing"];
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Zwicky Dental", null, targets).Verdict);
        Assert.Equal(MatchVerdict.Proposed, MatchOf.One("Zwicky Dental", "Okafor Roofing", targets).Verdict);
    }

    [Fact]
    public void Gives_a_name_that_says_nothing_no_match() =>
        Assert.Equal(MatchVerdict.None, MatchOf.One("Macs", "Zwicky Dental", ["Zwicky Dental"]).Verdict);
}
