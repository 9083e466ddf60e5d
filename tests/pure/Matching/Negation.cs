using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Names that say which company is not meant.</summary>
public sealed class Negation
{
    private static readonly string[] Unrelated = ["Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs"];

    [Theory]
    [InlineData("Everyone except Contoso", "except")]
    [InlineData("Not Contoso", "not")]
    [InlineData("All but Contoso", "but")]
    [InlineData("Without Contoso", "without")]
    [InlineData("Non-Contoso", "non")]
    [InlineData("Anti Contoso", "anti")]
    [InlineData("No Contoso", "no")]
    [InlineData("ex Contoso", "ex")]
    [InlineData("Ex-Contoso Macs", "ex")]
    [InlineData("Former Contoso", "former")]
    [InlineData("Formerly Contoso", "formerly")]
    [InlineData("Excluding Contoso", "excluding")]
    [InlineData("Other than Contoso", "than")]
    [InlineData("All devices w/o Contoso", "wo")]
    [InlineData("Contoso (excluded)", "excluded")]
    [InlineData("Contoso - do not use", "not")]
    [InlineData("Ohne Contoso", "ohne")]
    [InlineData("Alle außer Contoso", "ausser")]
    [InlineData("Nicht Contoso", "nicht")]
    [InlineData("Kein Contoso", "kein")]
    [InlineData("Sans Contoso", "sans")]
    [InlineData("Tous sauf Contoso", "sauf")]
    [InlineData("Sin Contoso", "sin")]
    [InlineData("Todos excepto Contoso", "excepto")]
    [InlineData("Não Contoso", "nao")]
    [InlineData("Tutti tranne Contoso", "tranne")]
    [InlineData("Senza Contoso", "senza")]
    [InlineData("Zonder Contoso", "zonder")]
    [InlineData("Niet Contoso", "niet")]
    [InlineData("Utan Contoso", "utan")]
    [InlineData("Alle undtagen Contoso", "undtagen")]
    [InlineData("Bez Contoso", "bez")]
    [InlineData("Kaikki paitsi Contoso", "paitsi")]
    [InlineData("Ancien Contoso", "ancien")]
    public void Is_held_and_named(string query, string word)
    {
        Assert.All(new string[][] { ["Contoso"], ["Contoso", .. Unrelated], ["Contoso", "Contoso Bakery", "Fabrikam"] }, list =>
        {
            var result = MatchOf.One(query, list);
            Assert.Equal(MatchVerdict.Proposed, result.Verdict);
            Assert.Equal("Contoso", result.Candidates[0].TargetKey);
            Assert.InRange(result.Candidates[0].Confidence, 0, 0.5);
            Assert.Contains($"The name says \"{word}\"", result.Candidates[0].Evidence);
            Assert.DoesNotContain(result.Candidates[0].Evidence, sentence => sentence.Contains("removing", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("Libris", "Ex Libris")]
    [InlineData("Walls - Macs", "Without Walls")]
    public void That_only_the_company_has_is_held_too(string query, string company)
    {
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, company).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [company, .. Unrelated]).Verdict);
    }

    [Theory]
    [InlineData("No 1 Currys")]
    [InlineData("But Sport")]
    [InlineData("Ex Libris")]
    [InlineData("Without Walls")]
    [InlineData("Zwicky Sans Souci")]
    [InlineData("Medecins Sans Frontieres")]
    [InlineData("Contoso Non Profit")]
    public void In_the_company_s_own_name_holds_nothing(string name)
    {
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(name, name).Verdict);
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One($"MSP - {name} - Macs", name, "Contoso", "Fabrikam").Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One($"Not {name}", name).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One($"All except {name}", name).Verdict);
    }

    [Fact]
    public void Of_a_company_s_own_name_does_not_go_for_another_place_in_it() =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One("Without Zwicky Walls", "Zwicky Without Walls").Verdict);

    [Fact]
    public void Before_a_number_is_none() =>
        Assert.Equal(MatchVerdict.Automatic, MatchOf.One("Vandermeer Zwicky No. 5", "Vandermeer Zwicky 5").Verdict);

    [Fact]
    public void Beside_the_company_without_it_is_told_by_the_very_name()
    {
        var result = MatchOf.One("Not Contoso", "Contoso", "Not Contoso");
        Assert.Equal((MatchVerdict.Automatic, "Not Contoso"), (result.Verdict, result.Candidates[0].TargetKey));
        result = MatchOf.One("Contoso", "Contoso", "Not Contoso");
        Assert.NotEqual("Not Contoso", result.Candidates[0].TargetKey);
    }

    [Fact]
    public void Of_a_device_type_is_held()
    {
        var matcher = new NameMatcher([new MatchTarget("1", "Laptop", []), new MatchTarget("2", "Server", [])], MatchSubject.DeviceType);
        Assert.All(matcher.MatchAll([new MatchQuery("a", "Not a Laptop", null), new MatchQuery("b", "Non-Server", null)]), result => Assert.NotEqual(MatchVerdict.Automatic, result.Verdict));
    }
}
