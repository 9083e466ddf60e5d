using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;
using NSubstitute;

namespace MSPortal.Connectors.Tests.Real.Plugins;

public sealed class ConnectorRulesTests
{
    private static readonly ConnectorManifest Good = new("good", "Good", "Good, Inc.")
    {
        BaseAddress = new Uri("https://api.good.example/v1/"),
        ReadCalls = [new ReadCall("GET", "devices/{id}", "Devices")],
        Container = new ContainerType("site", "Site", "Sites", CanNest: false),
        RequestLimit = new RequestLimit(10, TimeSpan.FromSeconds(1)),
    };

    public static TheoryData<ConnectorManifest, string> BadManifests => new()
    {
        { Good with { Id = "Good" }, "id 'Good'" },
        { Good with { Id = "" }, "id ''" },
        { Good with { Id = "good\n" }, "id 'good" },
        { Good with { Id = new string('a', 41) }, "1 to 40" },
        { Good with { Id = null! }, "id ''" },
        { Good with { Name = " " }, "must name the product" },
        { Good with { Vendor = null! }, "must name the product" },
        { Good with { BaseAddress = new Uri("https://api.good.example/v1") }, "must end with a slash" },
        { Good with { BaseAddress = new Uri("v1/", UriKind.Relative) }, "absolute http or https" },
        { Good with { BaseAddress = new Uri("ftp://api.good.example/") }, "absolute http or https" },
        { Good with { BaseAddress = new Uri("https://user@api.good.example/") }, "must not hold a user" },
        { Good with { BaseAddress = null! }, "absolute http or https" },
        { Good with { ReadCalls = null! }, "declares no read call" },
        { Good with { ReadCalls = [] }, "declares no read call" },
        { Good with { ReadCalls = [null!] }, "must name its HTTP method" },
        { Good with { ReadCalls = [new ReadCall("get", "devices", "")] }, "must name its HTTP method" },
        { Good with { ReadCalls = [new ReadCall("GET", "/devices", "")] }, "must be relative" },
        { Good with { ReadCalls = [new ReadCall("GET", "devices?page=1", "")] }, "must be relative" },
        { Good with { Container = new ContainerType("Site", "Site", "Sites", false) }, "container type" },
        { Good with { RequestLimit = new RequestLimit(0, TimeSpan.FromSeconds(1)) }, "request limit" },
        { Good with { RequestLimit = new RequestLimit(1, TimeSpan.Zero) }, "request limit" },
        { Good with { Schedule = new SyncSchedule("0 2 * * *", "every day") }, "'every day'" },
        { Good with { Schedule = new SyncSchedule("0 0 2 * * *", "0 2 * * *") }, "five fields" },
        { Good with { Schedule = null! }, "no schedule" },
    };

    public static TheoryData<SetupStep, string> BadSteps => new()
    {
        { null!, "setup step's key ''" },
        { new SetupStep("Connect", "", []), "setup step's key 'Connect'" },
        { new SetupStep("connect", "", null!), "no list of fields" },
        { new SetupStep("connect", "", [null!]), "setup field's key ''" },
        { new SetupStep("connect", "", [new SecretField("api-token", "Token")]), "setup field's key 'api-token'" },
        { new SetupStep("connect", "", [new SecretField("token", "A"), new TextField("token", "B")]), "Two setup fields have the key 'token'" },
        { new SetupStep("connect", "", [new ChoiceField("region", "Region", [])]), "nothing to choose from" },
        { new SetupStep("connect", "", [new TextField("name", " ")]), "no label" },
    };

    [Fact]
    public void Accepts_a_good_connector()
    {
        var mapper = Substitute.For<IFactMapper>();
        mapper.SourceKey.Returns("devices");

        var loaded = LoadedConnector.From(Connector(Good, mappers: [mapper]));

        Assert.Same(Good, loaded.Manifest);
        Assert.Same(mapper, loaded.Mappers["devices"]);
    }

    [Theory]
    [MemberData(nameof(BadManifests), DisableDiscoveryEnumeration = true)]
    public void Refuses_a_bad_manifest(ConnectorManifest manifest, string reason) => AssertRefused(Connector(manifest), reason);

    [Theory]
    [MemberData(nameof(BadSteps), DisableDiscoveryEnumeration = true)]
    public void Refuses_bad_setup_steps(SetupStep step, string reason) => AssertRefused(Connector(Good, [step]), reason);

    [Fact]
    public void Refuses_two_steps_or_two_mappers_with_one_key()
    {
        var mapper = Substitute.For<IFactMapper>();
        mapper.SourceKey.Returns("devices");

        AssertRefused(Connector(Good, [new SetupStep("a", "", []), new SetupStep("a", "", [])]), "Two setup steps have the key 'a'");
        AssertRefused(Connector(Good, mappers: [mapper, mapper]), "Two mappers are for the source 'devices'");
        AssertRefused(Connector(Good, mappers: [null!]), "does not name its source");
    }

    [Fact]
    public void Refuses_missing_and_failing_members()
    {
        var failing = Connector(Good);
        failing.Manifest.Returns(_ => throw new InvalidOperationException("No manifest today."));

        AssertRefused(failing, "Reading its manifest failed with InvalidOperationException: No manifest today.");
        AssertRefused(Connector(null!), "It has no manifest.");
        AssertRefused(Connector(Good, setup: null), "It has no setup.", connector => connector.Setup.Returns((IReadOnlyList<SetupStep>)null!));
        AssertRefused(Connector(Good), "It has no list of mappers.", connector => connector.Mappers.Returns((IReadOnlyList<IFactMapper>)null!));
    }

    private static IConnector Connector(
        ConnectorManifest manifest, IReadOnlyList<SetupStep>? setup = null, IReadOnlyList<IFactMapper>? mappers = null)
    {
        var connector = Substitute.For<IConnector>();
        connector.Manifest.Returns(manifest);
        connector.Setup.Returns(setup ?? []);
        connector.Mappers.Returns(mappers ?? []);
        return connector;
    }

    private static void AssertRefused(IConnector connector, string reason, Action<IConnector>? change = null)
    {
        change?.Invoke(connector);

        var error = Assert.Throws<BrokenConnectorException>(() => LoadedConnector.From(connector));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Cure);
    }
}
