using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Lets only the manifest's read calls pass, so that a connector can't change anything at the vendor by accident.</summary>
internal sealed class DeclaredCallsGuard(VendorCallScope scope, ILogger log, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // Some servers take the method from one of these instead of from the request line.
    private static readonly string[] MethodOverrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    private readonly DeclaredCalls _declared = new(scope.BaseAddress, scope.Manifest.ReadCalls);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!MethodOverrides.Any(request.Headers.Contains)
            && request.Headers.Host is null
            && request.RequestUri is { IsAbsoluteUri: true } address
            && _declared.Contain(request.Method.Method, address))
        {
            return base.SendAsync(request, cancellationToken);
        }

        // Without what may be a secret: user and password before the host, the query behind the path.
        var path = request.RequestUri is { IsAbsoluteUri: true } refused ? $"{refused.Scheme}://{refused.Authority}{refused.AbsolutePath}" : "";
        log.LogWarning(
            "Connector {Connector} tried {Method} {Address}, which its manifest does not declare. The call was not made.",
            scope.Manifest.Id,
            request.Method.Method,
            path);
        throw new UnexpectedAnswerException(
            ErrorCodes.CallNotDeclared,
            $"The connector tried {request.Method.Method} {path}, which it does not declare as a read call. The call was not made.",
            "Tell the connector's author; nothing was changed at the vendor.");
    }
}
