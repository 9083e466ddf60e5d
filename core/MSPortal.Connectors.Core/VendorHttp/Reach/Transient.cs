using System.Net;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Failures that may pass by themselves.</summary>
internal static class Transient
{
    public static bool Is(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    public static bool Is(Exception exception) => exception switch
    {
        HttpRequestException request => request.HttpRequestError is
            HttpRequestError.Unknown
            or HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.ProxyTunnelError
            or HttpRequestError.HttpProtocolError
            or HttpRequestError.InvalidResponse
            or HttpRequestError.ResponseEnded,

        // A cancellation that is not the caller's is the connect time-out.
        IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };
}
