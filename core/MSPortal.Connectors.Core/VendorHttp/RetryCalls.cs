using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Core.VendorHttp.Reach;
using Polly;
using Polly.Retry;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Repeats calls that failed in a way that may pass. All calls are reads, so all can be repeated.</summary>
internal sealed class RetryCalls : DelegatingHandler
{
    private const int MaxRetries = 3;
    private const int MaxAskedWaits = 2;
    private static readonly ResiliencePropertyKey<int> AskedWaits = new("asked-waits");

    private readonly VendorCallMeter _meter;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RetryCalls(VendorCallMeter meter, TimeSpan firstDelay, TimeProvider clock, HttpMessageHandler inner)
        : base(inner)
    {
        _meter = meter;
        _clock = clock;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstDelay,
                MaxDelay = TimeSpan.FromSeconds(30),
                ShouldHandle = args => ValueTask.FromResult(IsWorthRetrying(args.Outcome, args.Context)),

                // Polly caps only delays of its own; this one was capped when it was decided to retry.
                DelayGenerator = args => ValueTask.FromResult(Asked(args.Outcome)),
                OnRetry = args => CountWait(args),
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A stream could be sent only once.
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(
                async attempt => await TryAsync(request, attempt.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode >= 400)
                _meter.CountError($"http_{(int)response.StatusCode}");
            return response;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (ErrorTranslation.CodeOf(e) is { } code)
                _meter.CountError(code);
            throw;
        }
    }

    private bool IsWorthRetrying(Outcome<HttpResponseMessage> outcome, ResilienceContext context)
    {
        if (outcome.Exception is { } exception)
            return Transient.Is(exception) && !context.CancellationToken.IsCancellationRequested;

        var response = outcome.Result!;
        if (RetryAfter.Of(response, _clock) is { } asked)
            return asked <= RetryAfter.Longest && context.Properties.GetValue(AskedWaits, 0) < MaxAskedWaits;

        return Transient.Is(response);
    }

    private TimeSpan? Asked(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response && RetryAfter.Of(response, _clock) is { } asked && asked <= RetryAfter.Longest ? asked : null;

    private ValueTask CountWait(OnRetryArguments<HttpResponseMessage> args)
    {
        var isAsked = Asked(args.Outcome) is not null;
        if (isAsked)
            args.Context.Properties.Set(AskedWaits, args.Context.Properties.GetValue(AskedWaits, 0) + 1);

        _meter.CountWait(isAsked ? WaitReason.VendorAsked : WaitReason.Retry, args.RetryDelay);
        return ValueTask.CompletedTask;
    }
}
