using System.Net;
using System.Net.Sockets;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Finds the addresses of a name.</summary>
internal delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancellationToken);

/// <summary>
/// Makes connections to addresses on the internet only, so that no address that somebody enters, and no name that
/// somebody else controls, leads into this network. The operator's own replacement of a base address is let through.
/// </summary>
/// <param name="trusted">The operator's host and port; null when the manifest's address is used.</param>
/// <param name="find">How names are looked up.</param>
internal sealed class ConnectPublicly(DnsEndPoint? trusted, FindAddresses find)
{
    public const string NotAllowed = "address_not_allowed";

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var wanted = context.InitialRequestMessage.RequestUri!;
        var target = context.DnsEndPoint;

        // Another place than the request's own is the proxy that the operator set up for this machine.
        var isProxy = !Same(target, wanted.IdnHost, wanted.Port);
        var addresses = await AddressesAsync(target.Host, cancellationToken);
        if (!isProxy && !(trusted is not null && Same(target, trusted.Host, trusted.Port)))
            addresses = Public(target.Host, addresses);

        // The socket gets the addresses that were looked at, not the name: a second look-up could say something else.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses that may be called.</summary>
    /// <exception cref="SetupRefusedException">Not one may.</exception>
    internal static IPAddress[] Public(string host, IPAddress[] addresses)
    {
        IPAddress[] allowed = [.. addresses.Where(PublicAddress.Is)];
        return allowed.Length > 0 ? allowed : throw new SetupRefusedException(
            NotAllowed,
            $"{host} leads to {addresses.FirstOrDefault()}, which is no address on the internet but one of this machine or network. No connection was made.",
            "If the name is right, check the name service (DNS). If the vendor really is inside your network, the operator allows it by setting the connector's base address, Connectors:<id>:BaseAddress.");
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await find(host, cancellationToken);

    private static bool Same(DnsEndPoint place, string host, int port) =>
        place.Port == port && place.Host.Trim('[', ']').Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
