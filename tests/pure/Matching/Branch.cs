using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Names of one company's branches, of which only some are listed.</summary>
public sealed class Branch
{
    [Theory]
    [InlineData("Phillips Dental", "Phillips Dental Roosevelt")]
    [InlineData("Phillips Dental", "Phillips Dental - Roosevelt")]
    [InlineData("Phillips Dental Roosevelt", "Phillips Dental")]
    [InlineData("Phillips Roosevelt Dental", "Phillips Dental")]
    [InlineData("Zwicky New Life", "Zwicky New Life - Lake and Pulaski")]
    [InlineData("Zwicky New Life - Kowalczyk", "Zwicky New Life")]
    public void More_or_less_is_not_applied(string query, string listed) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);

    [Theory]
    [InlineData("Zwicky Vandermeer Antwerp", "Zwicky Vandermeer B.V.")]
    [InlineData("Zwicky Vandermeer B.V.", "Zwicky Vandermeer Antwerp")]
    [InlineData("Zwicky", "Zwicky Roofing Antwerp")]
    public void Is_applied_where_many_are_listed_and_no_two_begin_alike(string query, string listed)
    {
        string[] others = ["Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs"];
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, [listed, .. others]).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [listed, .. others, "Nunez Books", "Dubois Media"]).Verdict);
    }

    [Fact]
    public void Is_not_taken_for_another_one_where_no_two_begin_alike() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Zwicky Vandermeer Antwerp", "Zwicky Vandermeer Rotterdam", "Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs").Verdict);

    [Fact]
    public void Named_by_a_word_that_no_other_of_the_agency_has_is_applied_with_a_place_more()
    {
        string[] sites = ["Vandermeer House - Kowalczyk", "Vandermeer House - Howard", "Vandermeer House - Lincoln"];
        var result = MatchOf.One("Vandermeer House - Kowalczyk Antwerp", sites);
        Assert.Equal(sites[0], result.Candidates[0].TargetKey);
        Assert.Equal(MatchVerdict.Automatic, result.Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Vandermeer House - Antwerp", sites).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Vandermeer House - Kowalczyk", "Vandermeer House - Kowalczyk Antwerp", sites[1], sites[2]).Verdict);
    }

    [Fact]
    public void Of_a_firm_of_several_names_is_not_taken_for_the_firm() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Jenkins, Morales & Torres", "Jenkins, Morales & Torres Lincoln").Verdict);

    [Fact]
    public void By_its_very_name_is_applied() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("MSP - Phillips Dental Roosevelt - Macs", "Phillips Dental Roosevelt", "Phillips Dental Lincoln").Verdict);

    [Theory]
    [InlineData("Zwicky Vandermeer", "Zwicky Vandermeer B.V., Amsterdam, NL")]
    [InlineData("Zwicky Vandermeer B.V., Amsterdam", "Zwicky Vandermeer")]
    [InlineData("Zwicky Vandermeer N.V.", "Zwicky Vandermeer N.V. Hoofdstraat 12")]
    [InlineData("Zwicky Vandermeer B.V., Breda, NL", "Zwicky Vandermeer B.V., Breda")]
    public void Is_not_what_an_address_makes(string query, string target) =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, target).Verdict);

    [Theory]
    [InlineData("Zwicky Vandermeer B.V., Breda, NL", "Zwicky Vandermeer B.V., Amsterdam, NL")]
    [InlineData("Zwicky Vandermeer B.V., Boston Road 3", "Zwicky Vandermeer B.V., Lakewood Road 27")]
    [InlineData("Zwicky Vandermeer Inc., TX", "Zwicky Vandermeer Inc., NY")]
    public void At_another_address_is_another(string query, string listed)
    {
        var result = MatchOf.One(query, listed);
        Assert.NotEqual(MatchVerdict.Automatic, result.Verdict);
        Assert.Contains("The addresses differ", result.Candidates[0].Evidence);
    }

    [Fact]
    public void Of_an_agency_with_several_is_applied_by_its_very_name_only()
    {
        string[] sites = ["Vandermeer House Wright", "Vandermeer House Howard", "Vandermeer House Lincoln", "Vandermeer House Thomas", "Vandermeer House Grant"];
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Vandermeer House - Wright", sites).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Vandermeer House - Wright School", sites).Verdict);
    }
}
