using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Each trick has an honest twin that is applied automatically.</summary>
public sealed class LookAlike
{
    [Theory]
    [InlineData("Аcme Zwicky Dental", "Acme Zwicky Dental", "Acme Zwicky Dental")] // Cyrillic A
    [InlineData("Acme Zwicky Dentаl", "Acme Zwicky Dental", "Acme Zwicky Dental")] // Cyrillic a
    [InlineData("Acme\u200B Zwicky", "Acme Zwicky", "Acme Zwicky")]
    [InlineData("Acme\u202E Zwicky", "Acme Zwicky", "Acme Zwicky")]
    [InlineData("Acrne Zwicky Dental", "Acme Zwicky Dental", "Acme Zwicky Dental")]
    [InlineData("Acme Zw1cky Dental", "Acme Zwicky Dental", "Acme Zwicky Dental")]
    [InlineData("AcmeZwicky C0rner", "AcmeZwicky Corner", "AcmeZwicky Corner")]
    [InlineData("Zwicky Studio 55", "Zwicky Studio 54", "Zwicky Studio 54")]
    [InlineData("Zwicky Studio 2", "Zwicky Studio", "Zwicky Studio")]
    [InlineData("Zwicky Dental South", "Zwicky Dental North", "Zwicky Dental North")]
    [InlineData("Zwicky Dental North", "Zwicky Dental", "Zwicky Dental")]
    [InlineData("Zwicky Dental Boston", "Zwicky Dental Chicago", "Zwicky Dental Chicago")]
    public void Is_never_applied_and_its_honest_twin_is(string trick, string honest, string target)
    {
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(trick, target).Verdict);
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(honest, target).Verdict);
    }

    [Theory]
    [InlineData("Аcme Zwicky Dental", "Acme Zwicky Dental")]
    [InlineData("Acme\u200B Zwicky", "Acme Zwicky")]
    [InlineData("Zwicky Vandermeer Studio 2", "Zwicky Vandermeer Studio")]
    [InlineData("Zwicky Vandermeer Kowalczyk Dental North", "Zwicky Vandermeer Kowalczyk Dental")]
    public void Is_held_and_never_sure_though_the_words_are_the_same(string trick, string target)
    {
        var result = MatchOf.One(trick, target);
        Assert.Equal(MatchVerdict.Proposed, result.Verdict);
        Assert.InRange(result.Candidates[0].Confidence, 0.5, 0.9);
    }

    [Theory]
    [InlineData("Acrne Zwicky Dental", true)]
    [InlineData("Acne Zwicky Dental", false)]
    public void Of_latin_letters_is_told_from_a_typo(string query, bool isTrick) =>
        Assert.Equal(isTrick, MatchOf.One(query, "Acme Zwicky Dental").Candidates[0].Evidence.Contains("Differs only in letters that look alike"));

    [Fact]
    public void In_the_target_is_not_applied_either() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Acme Zwicky Dental", "Аcme Zwicky Dental").Verdict);

    [Fact]
    public void Of_foreign_letters_throughout_is_proposed_with_the_reason()
    {
        var result = MatchOf.One("АСМЕ", "ACME");
        Assert.Equal(MatchVerdict.Proposed, result.Verdict);
        Assert.Contains(result.Candidates[0].Evidence, sentence => sentence.Contains("another script", StringComparison.Ordinal));
    }

    [Fact]
    public void By_initials_alone_is_not_applied() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("ZVK", "Zwicky Vandermeer Kowalczyk").Verdict);
}
