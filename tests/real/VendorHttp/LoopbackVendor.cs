using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Tests.Real.VendorHttp;

/// <summary>A vendor on this machine, over HTTP and over HTTPS with a certificate that nobody trusts.</summary>
internal sealed class LoopbackVendor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly VendorHttpFactory _factory;
    private int _requests;

    private LoopbackVendor(WebApplication app, VendorHttpOptions options)
    {
        _app = app;
        _factory = new VendorHttpFactory(TimeProvider.System, NullLoggerFactory.Instance, options, new StatesInMemory(TimeProvider.System));
    }

    public VendorCallMeter Meter { get; } = new();

    /// <summary>Number of requests that arrived.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public Uri Http => new(_app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)) + "/");

    public Uri Https => new(_app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)) + "/");

    /// <summary>Starts a vendor that gives this answer to the n-th request, counted from one.</summary>
    public static async Task<LoopbackVendor> StartAsync(Func<HttpContext, int, Task> answer, VendorHttpOptions? options = null)
    {
        using var certificate = SelfSigned();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });

        var app = builder.Build();
        var vendor = new LoopbackVendor(app, options ?? new VendorHttpOptions { FirstRetryDelay = TimeSpan.FromMilliseconds(10) });
        app.Run(context => answer(context, Interlocked.Increment(ref vendor._requests)));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return vendor;
    }

    public HttpClient Client(Uri? baseAddress = null, bool isInteractive = false, bool isOperatorsAddress = true)
    {
        var manifest = new ConnectorManifest("vendor", "Vendor", "Vendor, Inc.")
        {
            BaseAddress = new Uri("https://api.vendor.example/"),
            ReadCalls = [new ReadCall("GET", "devices", "Devices")],
        };
        return _factory.Create(new VendorCallScope(manifest, baseAddress ?? Http, "a", Meter, isInteractive) { IsOperatorsAddress = isOperatorsAddress });
    }

    public async Task<HttpResponseMessage> GetAsync(Uri? baseAddress = null, bool isInteractive = false, bool isOperatorsAddress = true)
    {
        using var client = Client(baseAddress, isInteractive, isOperatorsAddress);
        return await client.GetAsync(
            new Uri("devices", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _factory.Dispose();
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
