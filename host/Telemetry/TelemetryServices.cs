using System.Reflection;
using MSPortal.Connectors.Core.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MSPortal.Connectors.Host.Telemetry;

/// <summary>Sends traces and figures to a collector, if the operator named one.</summary>
internal static class TelemetryServices
{
    /// <summary>The setting that names the collector.</summary>
    public const string EndpointSetting = "Telemetry:OtlpEndpoint";

    // What OpenTelemetry itself reads; the other settings of its standard hold as well.
    private const string StandardSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "msportal-connectors";

    /// <exception cref="SettingsException">The collector's address is none.</exception>
    public static void AddTelemetry(this IServiceCollection services, ConfigurationManager configuration)
    {
        if (configuration[EndpointSetting] is { Length: > 0 } endpoint)
            configuration[StandardSetting] = endpoint;
        if (configuration[StandardSetting] is not { Length: > 0 } address)
            return;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
            throw new SettingsException($"{EndpointSetting} is \"{address}\", which is no http or https address. Correct it and start again.");

        var version = typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: version))
            .WithTracing(traces => traces.AddSource(Core.Telemetry.Trace.SourceName).AddOtlpExporter())
            .WithMetrics(meters => meters.AddMeter(Meters.MeterName).AddOtlpExporter());
    }
}
