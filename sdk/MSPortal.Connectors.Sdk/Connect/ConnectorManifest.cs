namespace MSPortal.Connectors.Sdk.Connect;

/// <summary>Who the vendor is and what the connector may do. Data only; the host shows and enforces it.</summary>
/// <param name="Id">Stable identifier, lower case letters, digits and underscores, at most 40; stored and part of configuration keys.</param>
/// <param name="Name">Name of the product for people, for example "Addigy".</param>
/// <param name="Vendor">Company that makes the product, for example "Addigy, Inc.".</param>
public sealed record ConnectorManifest(string Id, string Name, string Vendor)
{
    /// <summary>How finished the connector is; shown as a badge. Beta unless said otherwise.</summary>
    public ConnectorStage Stage { get; init; } = ConnectorStage.Beta;

    /// <summary>One or two sentences for the connector's card; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The vendor's site-like unit. Null when the vendor has none; the integration itself is then mapped to a company.
    /// </summary>
    public ContainerType? Container { get; init; }

    /// <summary>
    /// Address that the paths of <see cref="ReadCalls"/> are relative to, ending with a slash. The operator can replace it.
    /// </summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Every call the connector makes. The host refuses and logs all others, so a connector can't change anything by accident.</summary>
    public required IReadOnlyList<ReadCall> ReadCalls { get; init; }

    /// <summary>What the vendor allows; null when it publishes no limit. The host uses at most a fifth of it.</summary>
    public RequestLimit? RequestLimit { get; init; }

    /// <summary>When an integration syncs unless its admin chooses otherwise.</summary>
    public SyncSchedule Schedule { get; init; } = new("0 2 * * *", "0 */4 * * *");
}

/// <summary>How finished a connector is.</summary>
public enum ConnectorStage
{
    /// <summary>Works and is supported, but details may change.</summary>
    Beta,

    /// <summary>Proven in daily use.</summary>
    Stable,
}

/// <summary>The vendor's word for its site-like unit.</summary>
/// <param name="Key">Stable key, lower snake case, for example <c>policy</c>.</param>
/// <param name="Singular">"Policy".</param>
/// <param name="Plural">"Policies".</param>
/// <param name="CanNest">Whether a container can lie inside another one.</param>
public sealed record ContainerType(string Key, string Singular, string Plural, bool CanNest);

/// <summary>A call that reads and changes nothing at the vendor.</summary>
/// <param name="Method">HTTP method in upper case; some vendors read with POST.</param>
/// <param name="Path">
/// Path relative to the base address without a leading slash; a segment in braces, such as <c>{organization_id}</c>,
/// stands for any one segment. Query strings are not part of it.
/// </param>
/// <param name="Purpose">What it is for, shown to admins who ask what is read.</param>
public sealed record ReadCall(string Method, string Path, string Purpose);

/// <summary>A vendor's published request limit.</summary>
/// <param name="Requests">Number of requests allowed within <paramref name="Window"/>; more than zero.</param>
/// <param name="Window">Length of the sliding window.</param>
public sealed record RequestLimit(int Requests, TimeSpan Window)
{
    /// <summary>How long the vendor refuses everything once the limit was exceeded; null when it only slows down.</summary>
    public TimeSpan? BlockedFor { get; init; }
}

/// <summary>When an integration syncs.</summary>
/// <param name="ContainersCron">Cron expression with five fields, in UTC, for containers.</param>
/// <param name="DevicesCron">Cron expression with five fields, in UTC, for devices.</param>
public sealed record SyncSchedule(string ContainersCron, string DevicesCron);
