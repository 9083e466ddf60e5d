using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>A connection to a vendor account, with the meter of its calls.</summary>
public sealed record VendorConnection(LoadedConnector Connector, IConnection Connection, VendorCallMeter Meter);

/// <summary>Connects to vendor accounts.</summary>
public sealed class VendorConnections(
    ConnectorCatalog catalog,
    VendorHttpFactory http,
    OperatorSettings settings,
    SecretVault vault,
    ILoggerFactory logs,
    TimeProvider clock)
{
    /// <param name="connectorId">Which connector.</param>
    /// <param name="answers">The wizard's answers, secrets included.</param>
    /// <param name="isInteractive">Whether a person waits for the outcome: then there are no retries.</param>
    /// <returns>The connection; null when the connector is not there or failed to load.</returns>
    public VendorConnection? Open(string connectorId, IReadOnlyDictionary<string, string> answers, bool isInteractive)
    {
        if (catalog.Find(connectorId) is not { } connector)
            return null;

        var meter = new VendorCallMeter();
        var scope = new VendorCallScope(
            connector.Manifest,
            settings.BaseAddressOf(connector.Manifest),
            CredentialKey.Of(vault, connectorId, answers),
            meter,
            isInteractive)
        {
            IsOperatorsAddress = settings.BaseAddresses.ContainsKey(connector.Manifest.Id),
        };
        var context = new ConnectContext(http.Create(scope), answers, logs.CreateLogger($"Connector.{connectorId}"), clock);
        return new VendorConnection(connector, new WatchedConnection(connector.Connector.Connect(context), http.Refusals(scope)), meter);
    }
}

/// <summary>What the operator sets for connectors, out of the admins' reach.</summary>
/// <param name="BaseAddresses">Addresses that replace those of manifests, by connector id.</param>
public sealed record OperatorSettings(IReadOnlyDictionary<string, Uri> BaseAddresses)
{
    /// <summary>Where the connector's calls go.</summary>
    public Uri BaseAddressOf(ConnectorManifest manifest) => BaseAddresses.GetValueOrDefault(manifest.Id, manifest.BaseAddress);
}
