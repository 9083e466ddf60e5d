using System.Globalization;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>How the host dies.</summary>
internal enum Death
{
    /// <summary>SIGKILL: at once.</summary>
    Killed,

    /// <summary>SIGTERM: it may tidy up.</summary>
    Terminated,

    /// <summary>SIGSTOP: it stands still for longer than its lease, and then goes on.</summary>
    Frozen,
}

/// <summary>One death of one host.</summary>
/// <param name="Number">Number of the crash point.</param>
/// <param name="Engine">The database.</param>
/// <param name="Death">How it dies.</param>
/// <param name="Occurrence">Which of the spans of the point it dies in.</param>
internal sealed record CrashCase(int Number, Engine Engine, Death Death, int Occurrence)
{
    /// <summary>How many cases there are of each point and database: one, or ten when the long form is asked for.</summary>
    private static readonly int Each = Environment.GetEnvironmentVariable("MSPORTAL_TEST_LONG") == "1" ? 10 : 1;

    /// <summary>Numbers of the points that alone are wanted, for those who look for a fault; all when there are none.</summary>
    private static readonly int[] Only =
        [.. (Environment.GetEnvironmentVariable("MSPORTAL_TEST_CRASH_POINTS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>Deaths spread over the points, so that both databases see each kind of death at about as many points.</summary>
    public static IEnumerable<CrashCase> Of(Engine engine) =>
        from point in CrashPoint.All
        where Only.Length == 0 || Only.Contains(point.Number)
        from round in Enumerable.Range(0, Each)
        let death = (Death)((point.Number + round + (int)engine) % 3)
        select new CrashCase(point.Number, engine, death, point.Occurrences[round % point.Occurrences.Length]);

    internal CrashPoint Point => CrashPoint.All[Number - 1];

    internal int Signal => Death switch
    {
        Death.Killed => Signals.Kill,
        Death.Terminated => Signals.Terminate,
        _ => Signals.Stop,
    };

    /// <summary>Whether nobody else can take over: one host only may serve a SQLite file, and none can serve before the start is done.</summary>
    public bool IsAlone => Death == Death.Frozen && (Engine == Engine.Sqlite || Point.Work is CrashWork.FirstStart or CrashWork.Start);

    /// <inheritdoc />
    public override string ToString() => $"{Death} at {Number} ({Point.Name}), {Engine}, span {Occurrence}";
}
