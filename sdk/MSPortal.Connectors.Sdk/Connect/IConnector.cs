using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Sdk.Connect;

/// <summary>A connector: everything the host needs to know about one vendor.</summary>
/// <remarks>
/// The host creates one instance with the public parameterless constructor when it loads the assembly and keeps it.
/// Construction, <see cref="Manifest"/>, <see cref="Setup"/> and <see cref="Mappers"/> must not do I/O.
/// </remarks>
public interface IConnector
{
    /// <summary>Who the vendor is and what the connector may do. Read once, when the connector is loaded.</summary>
    ConnectorManifest Manifest { get; }

    /// <summary>The wizard's connect pages, in order. The host draws them, masks secrets and stores the answers.</summary>
    IReadOnlyList<SetupStep> Setup { get; }

    /// <summary>Mappers from records to facts, at most one for each source that holds devices.</summary>
    IReadOnlyList<IFactMapper> Mappers { get; }

    /// <summary>Makes a connection to one vendor account. Must not do I/O: the first call is made by check or read.</summary>
    /// <param name="context">What the host lends for this account.</param>
    IConnection Connect(ConnectContext context);
}
