using System.Globalization;

namespace MSPortal.Connectors.Tests.CrashHook;

/// <summary>Where the process meets its fate.</summary>
public enum CrashMoment
{
    /// <summary>When the span begins.</summary>
    Start,

    /// <summary>When the span has ended.</summary>
    Stop,

    /// <summary>After a database command inside the span; the command counts, not the span.</summary>
    Command,
}

/// <summary>What happens to a process at a moment of its work.</summary>
/// <param name="Span">Name of the span that is waited for.</param>
/// <param name="Moment">When, within the span.</param>
/// <param name="Occurrence">How often the moment has to come, from 1.</param>
/// <param name="Signal">The signal that the process sends itself; 0 for none.</param>
/// <param name="Marker">The file that says that the moment came; written before the signal.</param>
public sealed record CrashPlan(string Span, CrashMoment Moment, int Occurrence, int Signal, string Marker)
{
    private const string Prefix = "MSPORTAL_CRASH_";

    /// <summary>The plan that a parent process gave; null when there is none.</summary>
    public static CrashPlan? FromEnvironment() => Read("SPAN") is not { Length: > 0 } span ? null : new CrashPlan(
        span,
        Enum.Parse<CrashMoment>(Read("MOMENT")!),
        int.Parse(Read("OCCURRENCE")!, CultureInfo.InvariantCulture),
        int.Parse(Read("SIGNAL")!, CultureInfo.InvariantCulture),
        Read("MARKER")!);

    /// <summary>The plan as a child process reads it.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToEnvironment() =>
    [
        new(Prefix + "SPAN", Span),
        new(Prefix + "MOMENT", Moment.ToString()),
        new(Prefix + "OCCURRENCE", Occurrence.ToString(CultureInfo.InvariantCulture)),
        new(Prefix + "SIGNAL", Signal.ToString(CultureInfo.InvariantCulture)),
        new(Prefix + "MARKER", Marker),
    ];

    private static string? Read(string name) => Environment.GetEnvironmentVariable(Prefix + name);
}
