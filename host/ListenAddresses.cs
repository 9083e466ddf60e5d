using System.Net;
using System.Net.Sockets;

namespace MSPortal.Connectors.Host;

/// <summary>Where the host is told to listen. What is wrong there is said before anything else begins.</summary>
internal sealed class ListenAddresses
{
    private readonly IReadOnlyList<BindingAddress> _addresses;
    private readonly string _urls;

    private ListenAddresses(string urls, IReadOnlyList<BindingAddress> addresses) => (_urls, _addresses) = (urls, addresses);

    /// <exception cref="SettingsException">The setting Urls can't be used.</exception>
    public static ListenAddresses From(IConfiguration configuration)
    {
        // With endpoints of its own, the server looks at no Urls.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            return new ListenAddresses("", []);

        var urls = configuration["Urls"] is { Length: > 0 } given ? given : HostSettings.DefaultUrls;
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToList();
        return addresses.Count > 0 ? new ListenAddresses(urls, addresses) : throw Unusable(urls);
    }

    /// <exception cref="SettingsException">Something else listens there, or this machine has no such address.</exception>
    public void EnsureFree()
    {
        foreach (var address in _addresses.Where(a => !a.IsUnixPipe && !a.IsNamedPipe && a.Port > 0))
        {
            try
            {
                using var probe = new TcpListener(AddressOf(address.Host), address.Port);
                if (probe.LocalEndpoint.AddressFamily == AddressFamily.InterNetworkV6 && probe.LocalEndpoint is IPEndPoint { Address: var any } && any.Equals(IPAddress.IPv6Any))
                    probe.Server.DualMode = true;
                probe.Start();
            }
            catch (SocketException e)
            {
                throw Refused(address.ToString(), e.SocketErrorCode);
            }
        }
    }

    /// <summary>Starts the web server.</summary>
    /// <exception cref="SettingsException">It can't listen where it is told to.</exception>
    public async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (SocketException e)
        {
            throw Refused(_urls, e.SocketErrorCode);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Refused(_urls, SocketError.AddressAlreadyInUse);
        }
        catch (InvalidOperationException) when (_addresses.Any(a => a.Scheme == Uri.UriSchemeHttps))
        {
            throw new SettingsException(
                $"Urls is \"{_urls}\", but there is no certificate for https. Set Kestrel:Certificates:Default:Path and :Password, or listen on http and put a reverse proxy with TLS in front.");
        }
    }

    private static BindingAddress Read(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToLowerInvariant() is "http" or "https" && address.Host.Length > 0 && address.PathBase.Length == 0 && address.Port is >= 0 and <= IPEndPoint.MaxPort
                ? address
                : throw Unusable(url);
        }
        catch (FormatException)
        {
            throw Unusable(url);
        }
    }

    private static IPAddress AddressOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static SettingsException Unusable(string url) => new(
        $"Urls is \"{url}\", which is no address to listen on. Give it as {HostSettings.DefaultUrls} or http://*:8080, several with semicolons between, without a path. Correct it and start again.");

    private static SettingsException Refused(string address, SocketError error) => new(error switch
    {
        SocketError.AddressAlreadyInUse => $"Something else on this machine listens on {address} already. End it, or set Urls to another port.",
        SocketError.AddressNotAvailable => $"This machine has no such address as {address}. Set Urls to one of its own, or to http://*:<port> for all of them.",
        SocketError.AccessDenied => $"This user may not listen on {address}. Set Urls to a port above 1023, or let the user have lower ones.",
        _ => $"The host can't listen on {address} ({error}). Set Urls to another address.",
    });
}
