using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MSPortal.Connectors.Tests.CrashHook;

/// <summary>Listens to what the host tells about its work anyway, and strikes when the moment comes.</summary>
internal sealed class CrashWatch(CrashPlan plan) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Source = "MSPortal.Connectors";
    private const string Commands = "Microsoft.EntityFrameworkCore";
    private const string CommandEvents = "Microsoft.EntityFrameworkCore.Database.Command.";
    private const string CommandExecuted = CommandEvents + "CommandExecuted";

    private int _seen;

    public void Start()
    {
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => OnSpan(span, CrashMoment.Start),
            ActivityStopped = span => OnSpan(span, CrashMoment.Stop),
        });
        if (plan.Moment == CrashMoment.Command)
            DiagnosticListener.AllListeners.Subscribe(this);
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == Commands)
        {
            // All of them: when nobody wants one of these events, EF tells none of them for a second.
            listener.Subscribe(this, (name, _, _) => name.StartsWith(CommandEvents, StringComparison.Ordinal));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != CommandExecuted)
            return;

        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (span.OperationName != plan.Span)
                continue;
            Count();
            return;
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error) => throw error;

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) => throw error;

    private void OnSpan(Activity span, CrashMoment moment)
    {
        if (moment == plan.Moment && span.OperationName == plan.Span)
            Count();
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _seen) != plan.Occurrence)
            return;

        // Moved into place, so that who sees the file sees all of it.
        File.WriteAllText(plan.Marker + ".new", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.Move(plan.Marker + ".new", plan.Marker);
        if (plan.Signal != 0 && Signal(Environment.ProcessId, plan.Signal) != 0)
            Environment.FailFast("The process could not send itself a signal.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
