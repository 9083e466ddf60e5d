using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Control;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Addigy.Simulator.Requests;
using MSPortal.Connectors.Sdk.Testing.Simulators;

namespace MSPortal.Connectors.Addigy.Simulator;

/// <summary>A running simulator: Addigy's API v2 on a port of 127.0.0.1, with made-up organizations behind it.</summary>
public sealed class AddigySimulator : IAsyncDisposable
{
    private const string ApiPath = "/api/v2";

    private readonly WebApplication _app;

    private AddigySimulator(WebApplication app, Uri baseAddress, SimulatorParts parts)
    {
        _app = app;
        BaseAddress = baseAddress;
        Accounts = parts.Accounts;
        Faults = parts.Faults;
        Requests = parts.Requests;
    }

    /// <summary>What the vendor's base address is replaced with; ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The organizations.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    /// <summary>What goes wrong at the moment.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The requests so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>What the program prints once it listens.</summary>
    public SimulatorAnnouncement Announcement => new(BaseAddress, [.. Accounts.Select(account => account.Announce())]);

    /// <summary>Makes the organizations and listens.</summary>
    public static async Task<AddigySimulator> StartAsync(SimulatorOptions options)
    {
        var now = options.Now ?? options.Clock.GetUtcNow();
        var parts = new SimulatorParts(
            Enumerable.Range(0, options.Accounts).Select(index => Account.Generate(options, index, now)).ToList(),
            new FaultPlan(),
            new RequestLog(options.Clock),
            new RateLimiter(options.RateLimit, options.Clock));

        var app = Build(options.Port, parts);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new AddigySimulator(app, new Uri(addresses.First().TrimEnd('/') + ApiPath + "/"), parts);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(int port, SimulatorParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        ControlJson.Configure(builder.Services);

        var app = builder.Build();
        app.Use(TellFailuresAsync);
        var api = new ServeApi(parts.Accounts, parts.Faults, parts.Requests, parts.Limiter);
        var stopping = app.Lifetime.ApplicationStopping;
        app.Map($"{ApiPath}/{{**path}}", (RequestDelegate)(context =>
            api.RunAsync(context, Convert.ToString(context.Request.RouteValues["path"], CultureInfo.InvariantCulture) ?? "", stopping)));
        app.MapControl(parts);
        return app;
    }

    // Without logging, a mistake of the simulator itself would look like one that it simulates.
    private static async Task TellFailuresAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            await Console.Error.WriteLineAsync($"The simulator failed at {context.Request.Path}: {error}");
            throw;
        }
    }
}
