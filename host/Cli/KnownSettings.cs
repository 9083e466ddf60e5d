namespace MSPortal.Connectors.Host.Cli;

/// <summary>The settings that may be given as arguments, of the product and of what it is built on. Case does not count.</summary>
internal static class KnownSettings
{
    /// <summary>Those of docs/reference/configuration.md.</summary>
    public static IReadOnlyList<string> Own { get; } =
    [
        "ConnectionStrings:Default", "DataDirectory", "Urls", "Connectors:Directory", "Connectors:<id>:BaseAddress",
        "MSPORTAL_ADMIN_EMAIL", "MSPORTAL_ADMIN_PASSWORD", "MSPORTAL_ORGANISATION", "MSPORTAL_VAULT_KEY",
        "Jobs:LeaseSeconds", "Jobs:RecordsTogether",
        "Retention:RunDays", "Retention:KeepRuns", "Retention:NoteDays", "Retention:DeviceDays",
        SupportAddress.Setting, "Telemetry:OtlpEndpoint", "OTEL_EXPORTER_OTLP_ENDPOINT", "Logging:LogLevel:<category>",
    ];

    private static readonly string[] Frameworks =
    [
        "Vault:Key", "environment", "contentRoot", "webRoot", "applicationName", "http_ports", "https_ports", "https_port", "AllowedHosts", "detailedErrors",
        "captureStartupErrors", "shutdownTimeoutSeconds", "suppressStatusMessages", "preferHostingUrls", "staticWebAssets", "ForwardedHeaders_Enabled",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preventHostingStartup",
    ];

    private static readonly string[] Sections = ["Logging:", "Kestrel:", "OTEL_"];

    public static bool Contains(string key) =>
        Own.Concat(Frameworks).Contains(key, StringComparer.OrdinalIgnoreCase)
        || Sections.Any(s => key.Length > s.Length && key.StartsWith(s, StringComparison.OrdinalIgnoreCase))
        || IsBaseAddress(key);

    private static bool IsBaseAddress(string key) =>
        key.Split(':') is [var section, { Length: > 0 }, var name]
        && section.Equals("Connectors", StringComparison.OrdinalIgnoreCase)
        && name.Equals("BaseAddress", StringComparison.OrdinalIgnoreCase);
}
