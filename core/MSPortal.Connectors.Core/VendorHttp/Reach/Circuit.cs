using Polly;
using Polly.CircuitBreaker;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>
/// Stops asking a vendor that has failed again and again, and lets one try through from time to time. One for each
/// credential and address in each host.
/// </summary>
internal sealed class Circuit
{
    /// <summary>Failures in a row, nearly without an answer in between, that make it stop.</summary>
    public const int Failures = 10;

    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public Circuit(TimeProvider clock) =>
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.9,
                MinimumThroughput = Failures,
                SamplingDuration = Watched,
                ManualControl = _control,
                StateProvider = _state,
                BreakDurationGenerator = args => ValueTask.FromResult(BreakAfter(args.HalfOpenAttempts)),
                ShouldHandle = args => ValueTask.FromResult(
                    (args.Outcome.Exception is { } e && Transient.Is(e) && !args.Context.CancellationToken.IsCancellationRequested)
                    || (args.Outcome.Result is { } response && Transient.Is(response))),
            })
            .Build();

    /// <exception cref="BrokenCircuitException">The vendor is being left alone.</exception>
    public async Task<HttpResponseMessage> TryAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await send(token), cancellationToken);

    /// <summary>A person's try is always made; when it succeeds, all others may go on as well.</summary>
    public async Task<HttpResponseMessage> TryForPersonAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var response = await send(cancellationToken);
        if (!Transient.Is(response) && _state.CircuitState != CircuitState.Closed)
            await _control.CloseAsync(cancellationToken);
        return response;
    }

    private static TimeSpan BreakAfter(int tries)
    {
        var next = FirstBreak * Math.Pow(2, Math.Min(tries, 10));
        return next < LongestBreak ? next : LongestBreak;
    }
}
