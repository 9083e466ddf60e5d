using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Setup;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class ManifestTests
{
    private static readonly ConnectorManifest Manifest = new AddigyConnector().Manifest;

    [Fact]
    public void Says_who_the_vendor_is_and_that_it_is_beta()
    {
        Assert.Equal(("addigy", "Addigy", "Addigy, Inc."), (Manifest.Id, Manifest.Name, Manifest.Vendor));
        Assert.Equal(ConnectorStage.Beta, Manifest.Stage);
        Assert.Equal(new ContainerType("policy", "Policy", "Policies", CanNest: true), Manifest.Container);
        Assert.Equal("https://api.addigy.com/api/v2/", Manifest.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void Knows_addigys_limit_and_its_block_of_a_day() =>
        Assert.Equal(new RequestLimit(1000, TimeSpan.FromSeconds(10)) { BlockedFor = TimeSpan.FromHours(24) }, Manifest.RequestLimit);

    [Fact]
    public void Syncs_policies_at_two_and_devices_every_four_hours() =>
        Assert.Equal(new SyncSchedule("0 2 * * *", "0 */4 * * *"), Manifest.Schedule);

    [Fact]
    public async Task Declares_exactly_the_calls_it_makes()
    {
        var addigy = new StubAddigy();
        await addigy.CheckAsync();
        await addigy.ReadAsync("policies");
        await addigy.ReadAsync("devices");

        Assert.Equal(
            Manifest.ReadCalls.Select(call => $"{call.Method} {call.Path}").Order(),
            addigy.Requests.Select(asked => $"{asked.Method} {asked.Path}").Distinct().Order());
    }

    [Fact]
    public async Task Sends_the_token_with_each_request_and_never_as_a_default_of_the_client()
    {
        var addigy = new StubAddigy();
        await addigy.CheckAsync();

        Assert.All(addigy.Requests, asked => Assert.Equal(StubAddigy.Token, asked.Key));
        Assert.False(addigy.DefaultHeaders!.Contains("x-api-key"));
    }

    [Fact]
    public void Asks_for_one_secret_and_tells_how_to_get_it_in_single_sentences()
    {
        var step = Assert.Single(new AddigyConnector().Setup);

        Assert.Equal(new SecretField("api_token", "API token"), Assert.Single(step.Fields));
        Assert.All(step.Help, sentence => Assert.EndsWith(".", sentence));
        Assert.Contains(step.Help, sentence => sentence.Contains("Account > Integrations > API & Webhooks > V2", StringComparison.Ordinal));
        Assert.Contains(step.Help, sentence => sentence.Contains("Read access is enough", StringComparison.Ordinal));
        Assert.Contains(step.Help, sentence => sentence.Contains("at once", StringComparison.Ordinal));
    }

    [Fact]
    public void Has_one_source_of_policies_and_one_of_devices_with_its_mapper()
    {
        var sources = new StubAddigy().Connect().Sources;

        Assert.Equal([("policies", RecordKind.Container), ("devices", RecordKind.Device)], sources.Select(s => (s.Key, s.Kind)));
        Assert.Equal("devices", Assert.Single(new AddigyConnector().Mappers).SourceKey);
    }

    [Fact]
    public void Connecting_asks_nothing()
    {
        var addigy = new StubAddigy();
        addigy.Connect();

        Assert.Empty(addigy.Requests);
    }
}
