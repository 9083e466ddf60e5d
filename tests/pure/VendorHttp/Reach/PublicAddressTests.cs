using System.Net;
using System.Net.Sockets;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Core.VendorHttp.Reach;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Reach;

/// <summary>No address that somebody enters, and no name that somebody controls, leads into this network.</summary>
public sealed class PublicAddressTests
{
    private static readonly IPAddress OnTheInternet = IPAddress.Parse("8.8.8.8");

    /// <summary>Hosts that are, or lead to, what is not on the internet. Names resolve as the second column says.</summary>
    public static TheoryData<string, string?> Inside => new()
    {
        // Loopback in all spellings that address parsers know.
        { "127.0.0.1", null }, { "127.1", null }, { "127.0.1", null }, { "127.255.255.254", null }, { "2130706433", null },
        { "0x7f000001", null }, { "0x7f.0.0.1", null }, { "0177.0.0.1", null }, { "017700000001", null }, { "0x7f.1", null },
        { "[::1]", null }, { "[0:0:0:0:0:0:0:1]", null }, { "localhost", "127.0.0.1" }, { "LOCALHOST.", "127.0.0.1" }, { "localhost.localdomain", "::1" },
        // Unspecified.
        { "0.0.0.0", null }, { "0", null }, { "[::]", null }, { "0.1.2.3", null },
        // Private, and carriers' own.
        { "10.0.0.1", null }, { "10.255.255.255", null }, { "172.16.0.1", null }, { "172.31.255.255", null }, { "192.168.0.1", null },
        { "192.168.255.255", null }, { "100.64.0.1", null }, { "100.127.255.255", null }, { "0x0a000001", null }, { "3232235521", null },
        { "[fc00::1]", null }, { "[fd12:3456:789a::1]", null }, { "[fec0::1]", null },
        // Link-local, and what clouds tell their machines.
        { "169.254.0.1", null }, { "169.254.169.254", null }, { "2852039166", null }, { "0xa9fea9fe", null }, { "0251.0376.0251.0376", null },
        { "[fe80::1]", null }, { "[fd00:ec2::254]", null }, { "100.100.100.200", null }, { "192.0.0.192", null }, { "168.63.129.16", null },
        { "metadata.google.internal", "169.254.169.254" }, { "metadata.", "169.254.169.254" }, { "instance-data.ec2.internal", "169.254.169.254" },
        // One address inside another.
        { "[::ffff:127.0.0.1]", null }, { "[::ffff:10.0.0.1]", null }, { "[::ffff:a9fe:a9fe]", null }, { "[::127.0.0.1]", null },
        { "[64:ff9b::7f00:1]", null }, { "[64:ff9b::a00:1]", null }, { "[2002:7f00:1::]", null }, { "[2001:0:7f00:1::]", null },
        // Multicast, broadcast, examples, reserved.
        { "224.0.0.1", null }, { "239.255.255.255", null }, { "255.255.255.255", null }, { "240.0.0.1", null }, { "[ff02::1]", null },
        { "192.0.2.1", null }, { "198.18.0.1", null }, { "198.51.100.1", null }, { "203.0.113.1", null }, { "[2001:db8::1]", null }, { "[100::1]", null },
        // Names that look harmless, in letters that look like others, or that hold an address.
        { "127.0.0.1.nip.example", "127.0.0.1" }, { "ⓛocalhost", "127.0.0.1" }, { "xn--lcalhost-54a.example", "10.1.2.3" }, { "api.vendor.example.", "192.168.1.1" },
    };

    /// <summary>Addresses that are refused before any connection is thought of.</summary>
    public static TheoryData<string> NoBaseAddress =>
    [
        "file:///etc/passwd", "ftp://vendor.example/", "gopher://127.0.0.1:6379/_x/", "ldap://vendor.example/", "data:text/plain,x/",
        "http://user@vendor.example/", "https://user:secret@vendor.example/", "https://vendor.example@127.0.0.1/", "https://vendor.example/?a=b/", "https://vendor.example/#/",
    ];

    [Theory]
    [MemberData(nameof(Inside))]
    public async Task Refuses_what_is_not_on_the_internet(string host, string? address)
    {
        var error = await Assert.ThrowsAsync<SetupRefusedException>(() => CallAsync(host, address));

        Assert.Equal("address_not_allowed", error.Code);
        Assert.Contains("No connection was made.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connectors:<id>:BaseAddress", error.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoBaseAddress))]
    public void Refuses_addresses_of_other_kinds(string address)
    {
        using var factory = Factory((_, _) => Task.FromResult<IPAddress[]>([OnTheInternet]));

        Assert.Throws<ArgumentException>(() => factory.Create(Scope(new Uri(address))));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Allows_what_is_on_the_internet(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public void Of_several_addresses_only_those_on_the_internet_are_called() =>
        Assert.Equal([OnTheInternet], ConnectPublicly.Public("x", [IPAddress.Loopback, OnTheInternet, IPAddress.Parse("10.0.0.1")]));

    [Fact]
    public async Task A_name_that_changes_between_two_looks_never_leads_inside()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            // The first look is harmless; every later one would lead to the listener.
            var looks = 0;
            using var factory = Factory((_, _) => Task.FromResult<IPAddress[]>(looks++ % 2 == 0 ? [IPAddress.Parse("192.168.77.1")] : [IPAddress.Loopback]));
            using var client = factory.Create(Scope(new Uri($"http://rebinding.example:{port}/")));
            for (var call = 0; call < 2; call++)
                await Assert.ThrowsAsync<SetupRefusedException>(() => GetAsync(client));
            Assert.Equal(2, looks);
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task The_operators_address_is_allowed_and_no_other_port_of_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var wire = new AsyncWire(new DnsEndPoint("127.0.0.1", port));

        _ = wire.TryAsync(new Uri($"http://127.0.0.1:{port}/"));
        using var accepted = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.True(accepted.Connected);

        await Assert.ThrowsAsync<SetupRefusedException>(() => wire.TryAsync(new Uri($"http://127.0.0.1:{port + 1}/")));
        await Assert.ThrowsAsync<SetupRefusedException>(() => wire.TryAsync(new Uri($"http://127.0.0.2:{port}/")));
    }

    private static async Task CallAsync(string host, string? address)
    {
        using var factory = Factory((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address ?? throw new InvalidOperationException("An address needs no look-up."))]));
        using var client = factory.Create(Scope(new Uri($"http://{host}:1/")));
        await GetAsync(client);
    }

    private static async Task GetAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static VendorHttpFactory Factory(FindAddresses find) => new(
        TimeProvider.System,
        new RecordedLogs(),
        new VendorHttpOptions(),
        new StatesInMemory(TimeProvider.System),
        trusted => new VendorWire(trusted, find));

    private static VendorCallScope Scope(Uri baseAddress) => new(
        new ConnectorManifest("vendor", "Vendor", "Vendor, Inc.") { BaseAddress = baseAddress, ReadCalls = [new ReadCall("GET", "devices", "Devices")] },
        baseAddress,
        "a",
        new VendorCallMeter(),
        IsInteractive: false);

    /// <summary>A wire with an address that the operator allows.</summary>
    private sealed class AsyncWire(DnsEndPoint trusted) : IAsyncDisposable
    {
        private readonly HttpMessageInvoker _wire = new(new VendorWire(trusted, Dns.GetHostAddressesAsync));
        private readonly CancellationTokenSource _end = new();

        public async Task TryAsync(Uri address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _wire.SendAsync(request, _end.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            _end.Dispose();
            _wire.Dispose();
        }
    }
}
