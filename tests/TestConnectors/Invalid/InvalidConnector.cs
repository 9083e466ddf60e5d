using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Tests.Invalid;

/// <summary>A connector whose manifest declares no call.</summary>
public sealed class InvalidConnector : IConnector
{
    public ConnectorManifest Manifest => new("invalid", "Invalid", "Invalid, Inc.")
    {
        BaseAddress = new Uri("https://api.invalid.example/"),
        ReadCalls = [],
    };

    public IReadOnlyList<SetupStep> Setup => [];

    public IReadOnlyList<IFactMapper> Mappers => [];

    public IConnection Connect(ConnectContext context) => throw new NotSupportedException();
}
