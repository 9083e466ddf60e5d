using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Companies whose whole name is made of words that others write around any name: "Legacy", "VIP Group".</summary>
public sealed class PlainNames
{
    private static readonly string[] Plain = ["Legacy", "Live", "Apple", "Beta", "Global Group", "Mobile Group", "VIP Group", "Pilot", "Test", "Do Not Use"];

    [Theory]
    [InlineData("Contoso / Legacy", "Contoso", "Legacy")]
    [InlineData("Legacy / Contoso", "Contoso", "Legacy")]
    [InlineData("Contoso / Beta", "Contoso", "Beta")]
    [InlineData("Alpha / Beta", "Alpha", "Beta")]
    [InlineData("Contoso - Pilot", "Contoso", "Pilot")]
    [InlineData("Contoso & Test", "Contoso", "Test")]
    [InlineData("Contoso, Apple", "Contoso", "Apple")]
    [InlineData("Contoso, Apple", "Contoso", "Apple Inc.")]
    [InlineData("Fabrikam Live", "Fabrikam", "Live")]
    [InlineData("Contoso / Mobile Group", "Contoso", "Mobile Group")]
    [InlineData("Contoso + VIP Group", "Contoso", "VIP Group")]
    [InlineData("MSP - Zwicky Dental - Legacy - Macs", "Zwicky Dental", "Legacy")]
    public void In_a_name_beside_another_leave_it_to_a_person(string query, string one, string plain)
    {
        string[] others = [.. Plain.Where(name => name != plain && !query.Contains(name, StringComparison.Ordinal))];
        string[][] lists = [[one, plain], [one, plain, .. others], [one, plain, "Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs"], [one, plain, $"{plain} Health", $"{plain} Roofing", $"Zw {plain}"]];
        Assert.All(lists, list =>
        {
            var result = MatchOf.One(query, list);
            Assert.Equal(MatchVerdict.Proposed, result.Verdict);
            Assert.Contains("Another one is nearly as likely", result.Candidates[0].Evidence);
            Assert.Equal([one, plain], result.Candidates.Select(candidate => candidate.TargetKey).Intersect([one, plain]));
        });
    }

    [Fact]
    public void Of_an_alias_leave_it_to_a_person_too()
    {
        var matcher = new NameMatcher([new MatchTarget("1", "Contoso", []), new MatchTarget("2", "Fabrikam", ["Legacy"])]);
        var result = Assert.Single(matcher.MatchAll([new MatchQuery("q", "Contoso / Legacy", null)]));
        Assert.Equal((MatchVerdict.Proposed, 2), (result.Verdict, result.Candidates.Count));
    }

    [Theory]
    [InlineData("Contoso / Legacy", "Legacy Health")]
    [InlineData("Contoso - Beta", "Beta Group")]
    public void Are_not_what_is_only_a_part_of_a_name(string query, string other) =>
        Assert.Equal((MatchVerdict.Automatic, "Contoso"), Said(MatchOf.One(query, "Contoso", other)));

    [Theory]
    [InlineData("Contoso Legacy")]
    [InlineData("contoso  legacy")]
    [InlineData("Contoso-Legacy")]
    [InlineData("MSP - Contoso Legacy")]
    public void Within_the_very_name_of_a_company_hold_nothing(string query) =>
        Assert.Equal((MatchVerdict.Automatic, "Contoso Legacy"), Said(MatchOf.One(query, "Contoso Legacy", "Legacy")));

    [Fact]
    public void Are_matched_by_their_very_name() => Assert.All(Plain, name =>
    {
        Assert.Equal((MatchVerdict.Automatic, name), Said(MatchOf.One(name, Plain)));
        Assert.Equal((MatchVerdict.Automatic, name), Said(MatchOf.One($" {name.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal)} ", Plain)));
        Assert.Equal((MatchVerdict.Automatic, name), Said(new NameMatcher([new MatchTarget(name, name, [])]).MatchAll([new MatchQuery("q", name, null)])[0]));
        Assert.Equal((MatchVerdict.Automatic, name), Said(MatchOf.One(name, "Contoso", [.. Plain])));
    });

    [Theory]
    [InlineData("Legacy Ltd", "Legacy")]
    [InlineData("Apple", "Apple Inc.")]
    [InlineData("Global-Group", "Global Group GmbH")]
    public void With_another_legal_form_are_matched(string query, string target) =>
        Assert.Equal((MatchVerdict.Automatic, target), Said(MatchOf.One(query, target)));

    [Theory]
    [InlineData("Legacy Macs", "Legacy")]
    [InlineData("Apple Devices", "Apple")]
    [InlineData("VIP Group - iPads", "VIP Group")]
    [InlineData("Legacy Zwicky", "Legacy")]
    [InlineData("Legacy Bakery", "Legacy")]
    [InlineData("Everyone - Test", "Test")]
    [InlineData("Test & Pilot", "Test")]
    [InlineData("Legаcy", "Legacy")] // Cyrillic a
    public void With_anything_more_are_never_applied(string query, string plain) =>
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, [.. Plain.Where(name => name != plain), plain, "Nunez Tiles", "Dubois Wines"]).Verdict);

    [Fact]
    public void That_two_companies_have_are_left_to_a_person()
    {
        var matcher = new NameMatcher([new MatchTarget("1", "Legacy", []), new MatchTarget("2", "LEGACY", []), new MatchTarget("3", "Pilot", []), new MatchTarget("4", "Contoso", ["Pilot"])]);
        var results = matcher.MatchAll([new MatchQuery("q", "Legacy", null), new MatchQuery("r", "Pilot", null)]);
        Assert.All(results, result => Assert.Equal((MatchVerdict.Proposed, 2), (result.Verdict, result.Candidates.Count)));
    }

    [Fact]
    public void Leave_other_names_as_they_are()
    {
        string[] queries = ["MSP - Zwicky Dental - Macs", "Okafor Medical", "Macs", "Spare pool", "Default Policy (copy)"];
        Assert.All(queries, query => Assert.Equal(MatchOf.One(query, "Zwicky Dental").Verdict, MatchOf.One(query, ["Zwicky Dental", .. Plain]).Verdict));
    }

    [Fact]
    public void Of_device_types_are_matched_by_their_very_name()
    {
        string[] types = ["Mobile", "Apple", "Other", "Windows Server", "All", "On", "Unknown"];
        var matcher = new NameMatcher([.. types.Select(name => new MatchTarget(name, name, []))], MatchSubject.DeviceType);
        var results = matcher.MatchAll([.. types.Select(name => new MatchQuery(name, name.ToUpperInvariant(), null))]);
        Assert.All(results, result => Assert.Equal((MatchVerdict.Automatic, result.QueryKey), Said(result)));
    }

    private static (MatchVerdict, string?) Said(MatchResult result) => (result.Verdict, result.Candidates.Count > 0 ? result.Candidates[0].TargetKey : null);
}
