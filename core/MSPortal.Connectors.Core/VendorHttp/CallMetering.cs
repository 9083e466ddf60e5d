using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Telemetry;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Counts each request on the wire and logs its method, path, status and time: no header, body or query.</summary>
internal sealed class CallMetering(VendorCallScope scope, TimeProvider clock, ILogger log, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("vendor.request");
        scope.Meter.CountRequest();
        var start = clock.GetTimestamp();
        var outcome = "no answer";
        span?.SetTag("connector.id", scope.Manifest.Id).SetTag("http.request.method", request.Method.Method);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            outcome = $"{(int)response.StatusCode}";
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            return response;
        }
        finally
        {
            var time = clock.GetElapsedTime(start);
            Meters.RequestEnded(scope.Manifest.Id, outcome, time);
            log.LogDebug(
                "{Connector}: {Method} {Path} gave {Outcome} after {Milliseconds:0} ms.",
                scope.Manifest.Id,
                request.Method.Method,
                request.RequestUri?.AbsolutePath,
                outcome,
                time.TotalMilliseconds);
        }
    }
}
