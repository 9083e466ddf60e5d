using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Sdk.Sources;

/// <summary>One kind of record that a vendor account holds.</summary>
public interface ISource
{
    /// <summary>Stable identifier within the connector, lower snake case, for example <c>devices</c>.</summary>
    string Key { get; }

    /// <summary>Whether the records are containers or devices.</summary>
    RecordKind Kind { get; }

    /// <summary>Reads every record, page by page, starting at the request's cursor.</summary>
    /// <remarks>
    /// Keep no state between pages: the host stores each page's cursor and may go on in another process.
    /// Reaching the end of the sequence means that everything was read, and the host then counts what it no longer saw
    /// as missing. If that is not certain, say so in <see cref="SourcePage.Completeness"/> or throw.
    /// Records that come twice are harmless: the host counts each external id once.
    /// </remarks>
    /// <exception cref="ConnectorException">The read cannot go on; pages already returned are kept.</exception>
    IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, CancellationToken cancellationToken);
}

/// <summary>What a source's records are.</summary>
public enum RecordKind
{
    /// <summary>Site-like units: <see cref="ContainerRecord"/>.</summary>
    Container,

    /// <summary>Devices: <see cref="DeviceRecord"/>.</summary>
    Device,
}

/// <summary>What the host asks of a source.</summary>
/// <param name="Cursor">Where to start: a <see cref="SourcePage.NextCursor"/> of an earlier page, or null for the beginning.</param>
public sealed record ReadRequest(string? Cursor);
