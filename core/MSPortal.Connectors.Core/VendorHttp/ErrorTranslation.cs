using System.Net.Sockets;
using System.Security.Authentication;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Turns what goes wrong on the way to the vendor into the SDK's exceptions, in words that name the host only.</summary>
internal sealed class ErrorTranslation(string host, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The error code that what went wrong will have; null for what is a mistake of ours or the connector's.</summary>
    public static string? CodeOf(Exception exception) => (exception as ConnectorException ?? Translate("", exception))?.Code;

    // The base class would pass a synchronous call straight to the wire, around every handler in between.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Connectors call the vendor asynchronously.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not ConnectorException)
        {
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException("The call was cancelled.", e, cancellationToken);
            if (Translate(host, e) is { } translated)
                throw translated;

            throw;
        }
    }

    private static ConnectorException? Translate(string host, Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException => Unavailable(
            ErrorCodes.TimedOut, $"{host} did not answer in time.", "Try again in a few minutes.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NameNotFound(host, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TlsFailed(host, exception),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => NameNotFound(host, exception),
        HttpRequestException { InnerException: AuthenticationException } => TlsFailed(host, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            ConnectionFailed(host, $"The proxy does not let {host} through.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            ConnectionFailed(host, $"{host} did not answer in HTTP.", exception),
        HttpRequestException { InnerException: IOException } or IOException =>
            ConnectionFailed(host, $"{host} broke the connection off.", exception),
        HttpRequestException or SocketException => ConnectionFailed(host, $"No connection to {host} could be made.", exception),
        InvalidDataException => new UnexpectedAnswerException(
            ErrorCodes.AnswerBroken,
            $"The answer of {host} could not be decompressed.",
            "Try again later; if it stays, tell the vendor's support.",
            exception),
        _ => null,
    };

    private static VendorUnavailableException NameNotFound(string host, Exception exception) => Unavailable(
        ErrorCodes.NameNotFound,
        $"The name {host} could not be found.",
        "Check the address, and whether this server can look up names on the internet.",
        exception);

    private static VendorUnavailableException TlsFailed(string host, Exception exception)
    {
        var detail = exception.InnerException is AuthenticationException { Message: { Length: > 0 } message } ? $" {message}" : "";
        return Unavailable(
            ErrorCodes.TlsFailed,
            $"The secure connection to {host} could not be made.{detail}",
            "Check this server's clock, and whether a proxy replaces certificates on the way.",
            exception);
    }

    private static VendorUnavailableException ConnectionFailed(string host, string message, Exception exception) => Unavailable(
        ErrorCodes.ConnectionFailed,
        message,
        $"Try again in a few minutes; if it stays, check the firewall and proxy between this server and {host}.",
        exception);

    private static VendorUnavailableException Unavailable(string code, string message, string cure, Exception exception) =>
        new(code, message, cure, exception);
}
