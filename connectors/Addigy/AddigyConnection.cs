using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Addigy.Policies;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy;

/// <summary>One Addigy account, reached with one API token.</summary>
internal sealed class AddigyConnection(AddigyClient client) : IConnection
{
    public IReadOnlyList<ISource> Sources { get; } = [new PolicySource(client), new DeviceSource(client)];

    public Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken) =>
        new AddigyCheck(client).RunAsync(cancellationToken);
}
