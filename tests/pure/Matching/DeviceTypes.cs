using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class DeviceTypes
{
    private static readonly MatchTarget[] Types =
        [.. new[] { "Laptop", "Desktop", "Server", "Printer", "MacBook Pro", "MacBook Air", "iPad", "Network Switch" }.Select(name => new MatchTarget(name, name, []))];

    [Theory]
    [InlineData("Laptop")]
    [InlineData("server")]
    [InlineData("iPad")]
    [InlineData("MacBook-Air")]
    public void Of_the_same_name_are_matched(string name)
    {
        var best = Match(name, MatchSubject.DeviceType).Candidates[0];
        Assert.Equal(name.Replace('-', ' '), best.TargetKey, ignoreCase: true);
        Assert.InRange(best.Confidence, 0.5, 1);
    }

    [Theory]
    [InlineData("MacBook")]
    [InlineData("Apple TV")]
    [InlineData("Notebook")]
    public void Of_another_name_are_not_applied(string name) =>
        Assert.NotEqual(MatchVerdict.Automatic, Match(name, MatchSubject.DeviceType).Verdict);

    [Fact]
    public void Are_no_companies() => Assert.Equal(MatchVerdict.None, Match("Laptops", MatchSubject.Company).Verdict);

    private static MatchResult Match(string name, MatchSubject subject) =>
        Assert.Single(new NameMatcher(Types, subject).MatchAll([new MatchQuery("q", name, null)]));
}
