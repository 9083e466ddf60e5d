using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace MSPortal.Connectors.Core.Telemetry;

/// <summary>The spans of what the engine does. Without a listener they cost next to nothing.</summary>
/// <remarks>Tags are ids, counts and words of our own: what a vendor or a person wrote never gets into one.</remarks>
public static class Trace
{
    /// <summary>Name of the source, for those who listen.</summary>
    public const string SourceName = "MSPortal.Connectors";

    private const string RunSpan = "run";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The span of the run that the caller works for; null when there is none, or nobody listens.</summary>
    internal static Activity? Run
    {
        get
        {
            var span = Activity.Current;
            while (span is not null && (span.Source.Name != SourceName || span.OperationName != RunSpan))
                span = span.Parent;
            return span;
        }
    }

    /// <summary>Begins a span; null when nobody listens.</summary>
    internal static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Begins the span of a whole run, which is forgotten unless somebody takes the run.</summary>
    internal static Activity? StartRun() => Source.StartActivity(RunSpan);

    /// <summary>Forgets a span and those inside it that are yet to come: nothing happened there.</summary>
    internal static void Forget(this Activity? span)
    {
        if (span is null)
            return;

        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Commits as a span of its own.</summary>
    internal static async Task CommitAsync(this IDbContextTransaction transaction, string span, CancellationToken cancellationToken)
    {
        using var commit = Start(span);
        await transaction.CommitAsync(cancellationToken);
    }
}
