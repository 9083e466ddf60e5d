using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Shortens the building of matchers in these tests: a target's key is its name.</summary>
internal static class MatchOf
{
    // Neighbours give the words of the names under test their usual rarity.
    private static readonly string[] Neighbours =
    [
        "Lopez Family Dental", "Summit Dental Care", "Riverside Accounting LLC", "Bluebird Bakery", "Harbor Law Group", "Vantix Software",
        "Cedar Roofing Inc", "Okafor Medical Group", "Lindqvist AB", "Granite Machine Works", "Prairie Logistics", "Meridian Analytics",
    ];

    public static MatchResult One(string query, params string[] targets) => One(query, null, targets);

    public static MatchResult One(string query, string? parent, string[] targets)
    {
        var matcher = new NameMatcher([.. targets.Concat(Neighbours).Select(name => new MatchTarget(name, name, []))]);
        return Assert.Single(matcher.MatchAll([new MatchQuery("q", query, parent)]));
    }
}
