using Microsoft.Extensions.Logging;

namespace MSPortal.Connectors.Sdk.Connect;

/// <summary>What the host lends a connection.</summary>
/// <param name="Http">
/// The only way to the vendor. Its base address is the manifest's (or the operator's replacement, path included), so send
/// relative addresses without a leading slash. The host adds time-outs, retries, the request budget, the guard that
/// lets only declared read calls pass, and metering. Add headers to each request, not to the client.
/// </param>
/// <param name="Settings">
/// The admin's answers by field key, secrets included in clear. Optional fields without an answer are missing.
/// Keep secrets in memory only; never log them or put them into a message.
/// </param>
/// <param name="Log">Goes to the host's log with the integration's id. No secrets, no personal data.</param>
/// <param name="Clock">The only source of time.</param>
public sealed record ConnectContext(
    HttpClient Http,
    IReadOnlyDictionary<string, string> Settings,
    ILogger Log,
    TimeProvider Clock);
