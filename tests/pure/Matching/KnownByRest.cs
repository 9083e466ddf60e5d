using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Names that lack words of the company's, or have more, and are it all the same, or not.</summary>
public sealed class KnownByRest
{
    private static readonly string[] Unrelated = ["Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs"];

    [Theory]
    [InlineData("Zwicky", "Royal Zwicky Dental")]
    [InlineData("Zwicky NV", "Koninklijke Zwicky Dental")]
    public void A_title_before_it_says_nothing_where_no_two_begin_alike(string query, string listed)
    {
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, [listed, .. Unrelated]).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [listed, "Zwicky Roofing", .. Unrelated]).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [listed, .. Unrelated, "Nunez Books", "Dubois Media"]).Verdict);
    }

    [Fact]
    public void Initials_before_it_say_nothing_where_no_two_begin_alike() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Zwicky Vandermeer", ["C. Zwicky Vandermeer", .. Unrelated]).Verdict);

    [Theory]
    [InlineData("Kowalczyk", "Zwicky Kowalczyk Dental")]
    [InlineData("Zwicky 2", "Royal Zwicky")]
    [InlineData("J. Zwicky Vandermeer", "C. Zwicky Vandermeer")]
    [InlineData("Royal Zwicky", "C. Zwicky Dental")]
    [InlineData("Royal North Zwicky", "Zwicky")]
    [InlineData("Not Zwicky", "Royal Zwicky")]
    [InlineData("Kowalczyk", "HP Kowalczyk")]
    [InlineData("반도체", "현대 반도체")]
    [InlineData("Zwicky Art", "J. Zwicky Hartmann")]
    public void Another_word_before_it_does(string query, string listed) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [listed, .. Unrelated]).Verdict);

    [Theory]
    [InlineData("Zwicky Vandermeer - Kowalczyk CDC", "Zwicky Vandermeer - Kowalczyk Child Development Center")]
    [InlineData("Zwicky Vandermeer Kowalczyk MC", "Zwicky Vandermeer Kowalczyk Medical Center")]
    public void Initials_beside_the_same_rare_words_are_applied(string query, string listed) =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);

    [Theory]
    [InlineData("CDC", "Child Development Center")]
    [InlineData("Zwicky CDC", "Zwicky Child Development Center")]
    [InlineData("Zwicky Kowalczyk SD", "Zwicky Kowalczyk San Diego")]
    public void Initials_with_little_beside_them_are_not(string query, string listed) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);

    [Fact]
    public void Place_apart_behind_a_site_is_left_to_a_person()
    {
        string[] sites = ["Vandermeer House - Kowalczyk", "Vandermeer House - Howard", "Vandermeer House - Lincoln"];
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Vandermeer House - Kowalczyk (Antwerp)", sites).Verdict);
    }

    [Fact]
    public void Each_with_a_trade_of_its_own_is_left_to_a_person() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Zwicky Kowalczyk Family Center", "Zwicky Kowalczyk Community Center").Verdict);

    [Fact]
    public void One_word_that_goes_on_is_left_to_a_person()
    {
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Zwicky Child Development Center", "Zwicky Group Ltd").Verdict);
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Zwicky - Marketing", "Zwicky Group Ltd").Verdict);
    }

    [Theory]
    [InlineData("Zwicky Vandermeer Kowal", "Zwicky Vandermeer Kowalczyk")]
    [InlineData("ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"БАЙ\"", "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"БАЙКАЛ\"")]
    public void Name_that_may_be_cut_short_is_left_to_a_person(string query, string listed) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, listed).Verdict);

    [Fact]
    public void Legal_form_written_out_in_russian_says_nothing() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Общество с ограниченной ответственностью \"Байкал\"", "ООО Байкал").Verdict);
}
