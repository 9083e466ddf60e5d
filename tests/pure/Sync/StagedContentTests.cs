using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Sync.Writing;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Sync;

/// <summary>A record that a connector makes nonsense of is a rejected record, and no broken run.</summary>
public sealed class StagedContentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Fact?> Nonsense => new()
    {
        { "not a number", DeviceFacts.BatteryPercent.From(Reading.Known(double.NaN)) },
        { "without an end", DeviceFacts.BatteryPercent.From(Reading.Known(double.PositiveInfinity)) },
        { "another type", new Fact(DeviceFacts.Online, ReadingState.Known, "yes", null, null) },
        { "a number of another size", new Fact(DeviceFacts.MemoryBytes, ReadingState.Known, 8, null, null) },
        { "nothing", null },
    };

    [Theory, MemberData(nameof(Nonsense), DisableDiscoveryEnumeration = true)]
    public void Facts_that_make_no_sense_are_a_reason_to_reject_the_record(string what, Fact? fact)
    {
        Assert.Null(Of(fact!, out var problem));

        Assert.True(problem?.Contains("The connector failed on this record", StringComparison.Ordinal), $"{what}: {problem}");
    }

    [Fact]
    public void Facts_that_make_sense_are_kept()
    {
        var content = Of(DeviceFacts.BatteryPercent.From(Reading.Known(12.5)), out var problem);

        Assert.Null(problem);
        Assert.Equal("""{"battery_percent":{"v":12.5}}""", content!.Observed);
        Assert.Equal("{}", content.Facts);
    }

    [Fact]
    public void A_contact_in_the_future_tells_nothing()
    {
        var ahead = Of(DeviceFacts.LastSeenAt.From(Reading.Known(Now.AddYears(73))), out _)!;
        Assert.Null(ahead.LastSeenAt);
        Assert.Equal("""{"last_seen_at":{"s":"Unreadable","n":"The vendor sent a time that lies in the future."}}""", ahead.Observed);

        // Twin: a clock that is a little wrong.
        Assert.Equal(Now.AddHours(3), Of(DeviceFacts.LastSeenAt.From(Reading.Known(Now.AddHours(3))), out _)!.LastSeenAt);
    }

    private static StagedContent? Of(Fact fact, out string? problem) => StagedContent.From(
        new DeviceRecord("1", "a", new ProviderDeviceType("box", "Box"), new RecordFields(new Dictionary<string, object?>())),
        new OneFact(fact),
        Now,
        out problem);

    private sealed class OneFact(Fact fact) : IFactMapper
    {
        public string SourceKey => "devices";

        public IEnumerable<Fact> Map(DeviceRecord record) => [fact];
    }
}
