using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Names that hold the whole names of two companies.</summary>
public sealed class WholeNames
{
    [Theory]
    [InlineData("Contoso / Fabrikam", "Contoso", "Fabrikam")]
    [InlineData("Contoso / Dental", "Contoso", "Dental")]
    [InlineData("Zwicky Kowalczyk Vandermeer & Solutions", "Zwicky Kowalczyk Vandermeer", "Solutions")]
    [InlineData("Zwicky Kowalczyk, Lopez Family Dental", "Zwicky Kowalczyk", "Lopez Family Dental")]
    public void Are_left_to_a_person(string query, string one, string other)
    {
        string[][] lists = [[one, other], [one, other, "Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs"], [one, other, $"{other} Labs", $"Nunez {other}", $"Dubois {other}"]];
        Assert.All(lists, list =>
        {
            var result = MatchOf.One(query, list);
            Assert.Equal(MatchVerdict.Proposed, result.Verdict);
            Assert.Contains("Another one is nearly as likely", result.Candidates[0].Evidence);
        });
    }

    [Fact]
    public void One_within_the_other_hold_nothing() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("MSP - Zwicky Dental - Macs", "Zwicky Dental", "Dental").Verdict);
}
