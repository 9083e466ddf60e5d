using System.Net;
using System.Net.Sockets;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Tells addresses on the internet from those of this machine, of this network, and of no use.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carriers' own; some clouds' metadata
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // the host below a virtual machine of one cloud, although the address looks public
            "169.254.0.0/16", // link-local; most clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // examples
            "192.88.99.0/24", // former relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // examples
            "203.0.113.0/24", // examples
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, tunnels that hold another address
            "2001:db8::/32", // examples
            "2002::/16", // tunnels that hold another address
            "3fff::/20", // examples
        ]).Select(IPNetwork.Parse),
    ];

    // Of IPv6 only this part is given out; loopback, link-local, private and multicast addresses lie outside.
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    // Networks without IPv4 reach it through a translator, which puts the address into the last four bytes.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes()[12..]));

        return (address.AddressFamily == AddressFamily.InterNetwork || GivenOut.Contains(address))
            && !NotPublic.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
