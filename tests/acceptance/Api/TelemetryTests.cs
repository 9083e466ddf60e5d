using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>A collector that speaks OTLP gets traces and figures of a host, and nothing of its customers.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData("Telemetry__OtlpEndpoint")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task A_collector_gets_spans_and_figures_without_names_or_secrets(string setting)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 5, Devices = 40 });
        await using var collector = await Collector.StartAsync();
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress, new Dictionary<string, string>
        {
            [setting] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
        });
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        await flow.SyncAsync();

        string[] wanted = ["msportal-connectors", "run.state", "page.commit", "vendor.request", "connectors.runs", "connectors.devices", "connectors.vendor.requests", "connectors.queue"];
        await Wait.UntilAsync(
            () => Task.FromResult(wanted.All(collector.Has)),
            () => $"Not everything came: {string.Join(", ", wanted.Where(word => !collector.Has(word)))}");

        var fleet = simulator.Accounts[0].Fleet;
        string[] secrets =
        [
            simulator.Accounts[0].Token, BuiltHost.AdminEmail, api.Token!,
            .. fleet.Companies,
            .. fleet.Policies.Select(p => p.Name),
            .. fleet.Devices.SelectMany(d => new[] { d.AgentId, d.Name, d.SerialNumber }).OfType<string>(),
        ];
        Assert.DoesNotContain(secrets, secret => secret.Length > 4 && collector.Has(secret));
    }

    [Fact]
    public async Task An_address_that_is_none_keeps_the_host_from_starting_and_is_named()
    {
        var place = await HostPlace.NewAsync(Engine.Sqlite);
        await using var host = BuiltHost.Launch(place, null, new Dictionary<string, string> { ["Telemetry__OtlpEndpoint"] = "collector" });

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains("Telemetry:OtlpEndpoint is \"collector\"", host.Output, StringComparison.Ordinal);
        await place.DeleteAsync();
    }

    private sealed class Collector(WebApplication app, ConcurrentQueue<byte[]> received) : IAsyncDisposable
    {
        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public static async Task<Collector> StartAsync()
        {
            var received = new ConcurrentQueue<byte[]>();
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                received.Enqueue(body.ToArray());
                context.Response.ContentType = "application/x-protobuf";
            });
            await app.StartAsync();
            return new Collector(app, received);
        }

        // Text lies in protobuf as it is.
        public bool Has(string text) => received.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
