using System.Text.Json;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.VendorHttp;

namespace MSPortal.Connectors.Core.Sync.Details;

/// <summary>How a run spent its time, and what went wrong on the way. Over all workers that had a part in it.</summary>
/// <param name="Phases">In the order in which the run came to them; together they last as long as the run.</param>
/// <param name="Waits">Why calls to the vendor had to wait, longest first; calls that waited at the same time all count.</param>
/// <param name="VendorErrors">Attempts at a call that failed, repeated ones included, most frequent first.</param>
public sealed record RunDetails(IReadOnlyList<RunPhase> Phases, IReadOnlyList<RunWait> Waits, IReadOnlyList<VendorErrorCount> VendorErrors)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Those of a run that has not begun.</summary>
    public static RunDetails None { get; } = new([], [], []);

    /// <summary>Whether both say the same, the lists included.</summary>
    public bool Equals(RunDetails? other) =>
        other is not null && Phases.SequenceEqual(other.Phases) && Waits.SequenceEqual(other.Waits) && VendorErrors.SequenceEqual(other.VendorErrors);

    public override int GetHashCode() => HashCode.Combine(Phases.Count, Waits.Count, VendorErrors.Count);

    internal static RunDetails From(string? json) => json is null ? None : JsonSerializer.Deserialize<RunDetails>(json, Json) ?? None;

    internal string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>Part of a run's time.</summary>
/// <param name="Name">What the run did, for people.</param>
/// <param name="Seconds">How long in all; of the phase at work, how long until a moment ago.</param>
public sealed record RunPhase(string Name, double Seconds);

/// <summary>Time that a run waited for one reason.</summary>
public sealed record RunWait(WaitReason Reason, double Seconds);

/// <summary>Attempts at a call that failed alike.</summary>
/// <param name="Code">"http_503" when the vendor answered with that status, else one of the product's error codes, such as "timed_out".</param>
public sealed record VendorErrorCount(string Code, int Count);
