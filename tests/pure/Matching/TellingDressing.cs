using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Tests.Pure.Matching;

/// <summary>Words that an MSP writes around names, but that are part of a name where they stand before its other words.</summary>
public sealed class TellingDressing
{
    [Theory]
    [InlineData("Live Oak", "Oak")]
    [InlineData("New Zwicky", "Zwicky")]
    [InlineData("Old Zwicky", "Zwicky")]
    [InlineData("Legacy Zwicky", "Zwicky")]
    [InlineData("General Zwicky", "Zwicky")]
    [InlineData("Global Zwicky", "Zwicky")]
    [InlineData("Main Zwicky", "Zwicky")]
    [InlineData("Pilot Zwicky", "Zwicky")]
    [InlineData("Standard Zwicky", "Zwicky")]
    public void Before_the_name_are_not_removed(string query, string target)
    {
        foreach (var (one, other) in new[] { (query, target), (target, query) })
        {
            Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(one, other).Verdict);
            Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(one, other, "Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs").Verdict);
        }

        Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, query, target).Verdict);
    }

    [Theory]
    [InlineData("Zwicky Dental - Legacy")]
    [InlineData("Zwicky Dental Live")]
    [InlineData("Zwicky Dental (old)")]
    [InlineData("New Macs - Zwicky Dental")]
    [InlineData("Global - Zwicky Dental")]
    [InlineData("Managed Zwicky Dental")]
    [InlineData("Client Zwicky Dental - General")]
    public void Elsewhere_are_removed(string query) => Assert.Equal(MatchVerdict.Automatic, MatchOf.One(query, "Zwicky Dental").Verdict);

    [Theory]
    [InlineData("Contoso Kids", "Contoso")]
    [InlineData("Contoso", "Contoso Kids")]
    [InlineData("Contoso Kids", "Contoso Adults")]
    [InlineData("Contoso Youth", "Contoso")]
    [InlineData("Contoso Women", "Contoso Men")]
    public void That_say_for_whom_are_never_removed(string query, string target)
    {
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, target).Verdict);
        Assert.NotEqual(MatchVerdict.Automatic, MatchOf.One(query, target, "Nunez Tiles", "Dubois Wines", "Novak Hotels", "Petrov Labs").Verdict);
    }
}
