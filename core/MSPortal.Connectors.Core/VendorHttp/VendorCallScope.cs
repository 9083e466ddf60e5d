using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>What a lent client is for.</summary>
/// <param name="Manifest">Declares the calls and the request limit.</param>
/// <param name="BaseAddress">The manifest's or the operator's replacement; ends with a slash.</param>
/// <param name="CredentialKey">
/// Opaque name of the credential, never the secret itself: clients with the same key and connector share one budget.
/// </param>
/// <param name="Meter">Counts what the client does.</param>
/// <param name="IsInteractive">Whether a person waits: then one attempt and a short time-out.</param>
public sealed record VendorCallScope(
    ConnectorManifest Manifest,
    Uri BaseAddress,
    string CredentialKey,
    VendorCallMeter Meter,
    bool IsInteractive)
{
    /// <summary>Whether the operator chose the base address: then it may lie in this network.</summary>
    public bool IsOperatorsAddress { get; init; }
}
