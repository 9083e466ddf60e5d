using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Sdk.Connect;

/// <summary>One vendor account, reached with one set of settings and secrets.</summary>
public interface IConnection
{
    /// <summary>The kinds of record that can be read: at most one source of containers, one or more of devices.</summary>
    IReadOnlyList<ISource> Sources { get; }

    /// <summary>
    /// Finds out whether the settings work, and what they can see. Called by Test Connection and before anything is saved.
    /// </summary>
    /// <returns>
    /// The steps that were taken. A failed step is an answer, not an exception; stop at the first one that makes the
    /// rest pointless.
    /// </returns>
    /// <exception cref="ConnectorException">
    /// Allowed instead of a failed step: the host shows its code, message and cure as the step that failed.
    /// </exception>
    Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken);
}
