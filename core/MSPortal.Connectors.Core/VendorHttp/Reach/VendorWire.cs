using System.Net;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>The connections to one vendor. Not shared among connectors: what the operator allows one is not allowed to others.</summary>
internal sealed class VendorWire : DelegatingHandler
{
    public VendorWire(DnsEndPoint? trusted, FindAddresses find)
        : base(Sockets(new ConnectPublicly(trusted, find)))
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is ConnectorException refused)
        {
            // What the guard says comes wrapped, and would count as a connection that may work the next time.
            throw new SetupRefusedException(refused.Code, refused.Message, refused.Cure, e);
        }
    }

    private static SocketsHttpHandler Sockets(ConnectPublicly connect) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = connect.ConnectAsync,

        // The host's trace ids are no business of the vendor's.
        ActivityHeadersPropagator = null,
    };
}
