using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Tests.Twins;

/// <summary>One of two connectors in one assembly, which is one too many.</summary>
public sealed class FirstConnector : IConnector
{
    public ConnectorManifest Manifest => throw new NotSupportedException();

    public IReadOnlyList<SetupStep> Setup => [];

    public IReadOnlyList<IFactMapper> Mappers => [];

    public IConnection Connect(ConnectContext context) => throw new NotSupportedException();
}
