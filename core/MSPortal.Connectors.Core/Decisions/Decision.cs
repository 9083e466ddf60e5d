using System.Security.Cryptography;
using System.Text;
using MSPortal.Connectors.Core.Companies;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Kinds of what waits for a person.</summary>
public enum DecisionKind
{
    /// <summary>The vendor renamed, made or moved a container, so that its company is in doubt.</summary>
    MappingQuestion,

    /// <summary>Imported devices are in a container of another company than theirs.</summary>
    DevicesMoved,

    /// <summary>Staged devices that may be devices of the inventory by their serial numbers, but not for certain.</summary>
    SerialConflict,

    /// <summary>Records whose place another one took are reported again.</summary>
    RecordReturned,

    /// <summary>A sync saw so many devices missing that it marked none.</summary>
    SyncHeld,

    /// <summary>Devices of a type that maps to no device type.</summary>
    TypeUnmapped,

    /// <summary>Containers without a company whose names fit one for sure.</summary>
    ContainersFit,

    /// <summary>The last sync failed: the vendor refuses the token, for example.</summary>
    IntegrationAttention,

    /// <summary>The vendor does not answer the credentials for some time.</summary>
    VendorBlocked,

    /// <summary>The connector of an integration could not be loaded.</summary>
    ConnectorFailed,
}

/// <summary>One possible answer.</summary>
/// <param name="Key">What is sent.</param>
/// <param name="Label">It for people.</param>
public sealed record DecisionAnswer(string Key, string Label);

/// <summary>The integration that a decision is about.</summary>
public sealed record IntegrationRef(Guid Id, string Name);

/// <summary>Something that waits for a person. It is found anew each time, so it is gone when its cause is.</summary>
public sealed record Decision
{
    public required Guid Id { get; init; }

    public required DecisionKind Kind { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>Why it is asked, and what waits for it.</summary>
    public required string Why { get; init; }

    /// <summary>Key of the answer that is right most often.</summary>
    public required string Recommended { get; init; }

    public required IReadOnlyList<DecisionAnswer> Answers { get; init; }

    /// <summary>How many things it is about: devices, or containers.</summary>
    public required int Count { get; init; }

    /// <summary>Names of some of them.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];

    public required IntegrationRef Integration { get; init; }

    /// <summary>The company that the recommended answer is about; null when it is about none.</summary>
    public CompanyRef? Company { get; init; }

    /// <summary>The page that shows more.</summary>
    public required string Link { get; init; }

    /// <summary>
    /// Since when it waits: when its cause arose, of several things that of the first; null when that is not known. Each source
    /// says what it goes by.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Put off until then; null when it is not.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Becomes another when it is about something else than before, so that who put it off is asked again.</summary>
    internal string Fingerprint { get; init; } = "";

    /// <summary>What its source needs to carry an answer out.</summary>
    internal object? Subject { get; init; }

    /// <summary>An id that is the same each time.</summary>
    internal static Guid IdOf(DecisionKind kind, params object?[] about) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{string.Join('|', about)}")).AsSpan(0, 16));
}
