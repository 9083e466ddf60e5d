using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Tests.Throwing;

/// <summary>A connector that fails as soon as it is made.</summary>
public sealed class ThrowingConnector : IConnector
{
    public ThrowingConnector() => throw new InvalidOperationException("Nothing works today.");

    public ConnectorManifest Manifest => throw new NotSupportedException();

    public IReadOnlyList<SetupStep> Setup => [];

    public IReadOnlyList<IFactMapper> Mappers => [];

    public IConnection Connect(ConnectContext context) => throw new NotSupportedException();
}
