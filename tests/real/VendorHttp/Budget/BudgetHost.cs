using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Tests.Real.VendorHttp.Budget;

/// <summary>What a host has of its own towards a vendor; the database it shares with others.</summary>
internal sealed class BudgetHost : IAsyncDisposable
{
    private readonly VendorHttpFactory _factory;
    private readonly ConnectorManifest _manifest;

    /// <param name="database">Null for a host that keeps its budget to itself, as a twin.</param>
    public BudgetHost(DatabaseOptions? database, RequestLimit limit, TimeProvider? clock = null, VendorHttpOptions? options = null)
    {
        clock ??= TimeProvider.System;
        _manifest = new ConnectorManifest("vendor", "Vendor", "Vendor, Inc.")
        {
            BaseAddress = new Uri("https://api.vendor.example/"),
            ReadCalls = [new ReadCall("GET", "devices", "Devices")],
            RequestLimit = limit,
        };
        _factory = new VendorHttpFactory(
            clock,
            NullLoggerFactory.Instance,
            options ?? new VendorHttpOptions { FirstRetryDelay = TimeSpan.FromMilliseconds(10) },
            database is null ? new StatesInMemory(clock) : new StatesInDatabase(new Databases(database), new SharedClock(clock)));
    }

    public HttpClient Client(Uri vendor, bool isInteractive = false, string credential = "a") =>
        _factory.Create(new VendorCallScope(_manifest, vendor, credential, new VendorCallMeter(), isInteractive) { IsOperatorsAddress = true });

    public async Task<int> GetAsync(Uri vendor, bool isInteractive = false, string credential = "a")
    {
        using var client = Client(vendor, isInteractive, credential);
        using var response = await client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    /// <summary>Ends without giving anything back, as a host that is killed.</summary>
    public void Die() => _factory.Dispose();
}
