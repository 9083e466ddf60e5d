using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Xunit.v3;

[assembly: LoudLogs]

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Fails a test whose world logged a warning or an error that the test did not announce.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LoudLogsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, string[]> Unannounced = new();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Unannounced.TryRemove(test.UniqueID, out var lines))
            Assert.Fail("The log holds what the test did not announce:\n" + string.Join('\n', lines));
    }

    internal static void Tell(string[] lines)
    {
        if (lines.Length > 0 && TestContext.Current.Test is { } test)
            Unannounced[test.UniqueID] = lines;
    }
}

/// <summary>Keeps warnings and errors.</summary>
internal sealed class LoudLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentBag<string> _announced = [];

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Announces that lines with this text may come.</summary>
    public void Announce(string text) => _announced.Add(text);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }

    public void Dispose() =>
        LoudLogsAttribute.Tell([.. _lines.Where(line => !_announced.Any(text => line.Contains(text, StringComparison.Ordinal)))]);
}
