using Microsoft.Extensions.Time.Testing;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp;

/// <summary>A factory on a stub vendor and a clock that the test moves.</summary>
internal sealed class Lent : IDisposable
{
    private readonly VendorHttpFactory _factory;

    public Lent(VendorHttpOptions? options = null)
    {
        Vendor = new StubVendor(Clock);
        _factory = new VendorHttpFactory(Clock, Logs, options ?? new VendorHttpOptions(), new StatesInMemory(Clock), _ => Vendor);
    }

    public static Uri BaseAddress { get; } = new("https://api.vendor.example/api/v2/");

    public ConnectorManifest Manifest { get; set; } = new("vendor", "Vendor", "Vendor, Inc.")
    {
        BaseAddress = BaseAddress,
        ReadCalls =
        [
            new ReadCall("GET", "devices", "Devices"),
            new ReadCall("POST", "devices/search", "Devices"),
            new ReadCall("GET", "organizations/{id}/policies", "Policies"),
        ],
    };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public RecordedLogs Logs { get; } = new();

    public StubVendor Vendor { get; }

    public VendorCallMeter Meter { get; } = new();

    public HttpClient Client(bool isInteractive = false, string credential = "a") =>
        _factory.Create(new VendorCallScope(Manifest, BaseAddress, credential, Meter, isInteractive));

    /// <summary>Moves the clock until a task is done.</summary>
    public async Task<T> PassTimeAsync<T>(Task<T> task, TimeSpan? step = null)
    {
        for (var steps = 0; !task.IsCompleted && steps < 1_000; steps++)
        {
            await SettleAsync();
            if (!task.IsCompleted)
                Clock.Advance(step ?? TimeSpan.FromMilliseconds(500));
        }

        Assert.True(task.IsCompleted, "The call waits for longer than any test is meant to.");
        return await task;
    }

    public async Task<ConnectorException> FailAsync(Task<HttpResponseMessage> call) =>
        await Assert.ThrowsAnyAsync<ConnectorException>(() => PassTimeAsync(call));

    /// <summary>Lets everything run that does not wait for the clock.</summary>
    public static async Task SettleAsync()
    {
        // Other tests keep the thread pool busy too, so there is a limit to waiting for quiet.
        var quiet = 0;
        for (var turns = 0; quiet < 2 && turns < 5; turns++)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            quiet = ThreadPool.PendingWorkItemCount > 0 ? 0 : quiet + 1;
        }
    }

    public void Dispose()
    {
        _factory.Dispose();
        Logs.Dispose();
    }
}
