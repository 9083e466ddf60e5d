using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Addigy;

/// <summary>Reads policies and Apple devices from Addigy.</summary>
public sealed class AddigyConnector : IConnector
{
    public ConnectorManifest Manifest { get; } = new("addigy", "Addigy", "Addigy, Inc.")
    {
        Stage = ConnectorStage.Beta,
        Description = "Mac, iPhone, iPad and Apple TV devices with their policies, read through Addigy's API v2. Nothing is changed in Addigy.",
        Container = new ContainerType("policy", "Policy", "Policies", CanNest: true),
        BaseAddress = new Uri("https://api.addigy.com/api/v2/"),
        ReadCalls =
        [
            new ReadCall("GET", "configuration/whoami", "Tells which Addigy account the token belongs to"),
            new ReadCall("GET", "configuration/permissions", "Tells what the token may do"),
            new ReadCall("POST", "oa/policies/query", "Lists the policies"),
            new ReadCall("POST", "devices", "Lists the devices with the facts that are synced"),
        ],
        RequestLimit = new RequestLimit(1000, TimeSpan.FromSeconds(10)) { BlockedFor = TimeSpan.FromHours(24) },
    };

    public IReadOnlyList<SetupStep> Setup => AddigySetup.Steps;

    public IReadOnlyList<IFactMapper> Mappers { get; } = [new DeviceMapper()];

    public IConnection Connect(ConnectContext context) => new AddigyConnection(new AddigyClient(context));
}
