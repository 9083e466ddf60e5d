using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>What two names must have in common to be one company.</summary>
public sealed class CommonWordsOfNames
{
    [Theory]
    [InlineData("Heating and Air 1", "Greenleafworks Heating and Air 1")]
    [InlineData("Zwicky Law Firm", "Zwicky Dental")]
    [InlineData("Zwicky Child Development Center", "Zwicky Dental PC")]
    [InlineData("Vandermeer Kowalczyk Rogers Park", "Rogers")]
    public void When_too_few_leave_it_to_a_person(string query, string target) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, target).Verdict);

    [Fact]
    public void After_a_missing_first_part_suffice_when_no_other_name_has_them()
    {
        const string Site = "Vandermeer Charities - Our Lady of Tepeyac";
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Our Lady of Tepeyac", Site).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Our Lady of Tepeyac", Site, "Kowalczyk Hall - Our Lady of Tepeyac").Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Tepeyac", Site).Verdict);
    }

    [Fact]
    public void Said_twice_are_no_other_name() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Zwicky Center", "Zwicky Center", "Zwicky Center - Zwicky Center").Verdict);

    [Fact]
    public void In_the_plural_are_the_same() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Zwickyotronic Lakes", "Zwickyotronic Lake").Verdict);
}
