using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Watches how calls end, retries included.</summary>
internal sealed class OutageWatch(Outage outage, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Transient.Is(response))
                outage.Failed($"it answers {(int)response.StatusCode}");
            else
                outage.Answered();

            return response;
        }
        catch (Exception e) when (e is HttpRequestException || (Transient.Is(e) && !cancellationToken.IsCancellationRequested))
        {
            outage.Failed(e is HttpRequestException { HttpRequestError: var error } ? $"{error}" : "it does not answer in time");
            throw;
        }
        catch (VendorUnavailableException e) when (e.Code == ErrorCodes.VendorDown)
        {
            outage.Failed("it fails again and again");
            throw;
        }
    }
}
