namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Ends what is inside it after a time, with a <see cref="TimeoutException"/>.</summary>
internal sealed class TimeLimit(TimeSpan limit, TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await base.SendAsync(request, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException
            && timer.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {limit.TotalSeconds} seconds.", e);
        }
    }
}
