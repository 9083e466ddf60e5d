using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Tests.Beta;

/// <summary>A well-behaved connector with a package of its own, whose version it tells in its description.</summary>
public sealed class BetaConnector : IConnector
{
    public ConnectorManifest Manifest { get; } = new("beta", "Beta", "Beta, Inc.")
    {
        Description = typeof(CsvHelper.CsvReader).Assembly.GetName().Version!.ToString(),
        BaseAddress = new Uri("https://api.beta.example/"),
        ReadCalls = [new ReadCall("GET", "devices", "Devices")],
    };

    public IReadOnlyList<SetupStep> Setup { get; } = [new("connect", "Connect", [new SecretField("token", "Token")])];

    public IReadOnlyList<IFactMapper> Mappers => [];

    public IConnection Connect(ConnectContext context) => throw new NotSupportedException();
}
