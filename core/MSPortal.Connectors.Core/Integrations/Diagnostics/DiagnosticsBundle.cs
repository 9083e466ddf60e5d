using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>
/// What a stranger needs to know about an integration to help with it. It names no device, company, container, person or
/// secret: those are counted, or left out.
/// </summary>
/// <param name="Format">Number of this form; another one when a name goes away or changes its meaning.</param>
/// <param name="ErrorsByCode">Why the runs below failed, were partial or held, most frequent first.</param>
/// <param name="VendorErrorsByCode">Attempts at calls that failed in the runs below, repeated ones included, most frequent first.</param>
/// <param name="ImportFailuresByCode">Staged devices whose last import failed, most frequent first.</param>
/// <param name="Rejected">Why records of the runs below could not be used, most frequent first.</param>
/// <param name="Runs">The last ones, newest first.</param>
public sealed record DiagnosticsBundle(
    int Format,
    DateTimeOffset MadeAt,
    ProductFacts Product,
    DatabaseFacts Database,
    HostFacts Host,
    ConnectorFacts Connector,
    IntegrationState State,
    bool IsPaused,
    IntegrationFactsForSupport Integration,
    VendorStanding Vendor,
    StagingFacts Staging,
    IReadOnlyList<CountedError> ErrorsByCode,
    IReadOnlyList<CountedCode> VendorErrorsByCode,
    IReadOnlyList<CountedCode> ImportFailuresByCode,
    IReadOnlyList<CountedReason> Rejected,
    IReadOnlyList<RunFacts> Runs);

/// <summary>A bundle with the name of its file.</summary>
public sealed record DiagnosticsFile(string Name, DiagnosticsBundle Bundle)
{
    private const int LongestName = 60;

    internal static string NameOf(string integration, DateTimeOffset at)
    {
        var plain = integration.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        var words = string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        name = name.Length > LongestName ? name[..LongestName].TrimEnd('-') : name;
        return string.Create(CultureInfo.InvariantCulture, $"diagnostics-{(name.Length == 0 ? "integration" : name)}-{at.UtcDateTime:yyyy-MM-dd}.json");
    }
}

/// <summary>What runs.</summary>
public sealed record ProductFacts(string Version, string Runtime, string OperatingSystem, string Architecture)
{
    internal static ProductFacts Here { get; } = new(
        typeof(ProductFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString());
}

/// <summary>What holds the data.</summary>
/// <param name="Version">The engine's own.</param>
/// <param name="LastMigration">The newest that was applied; null when none was.</param>
/// <param name="PendingMigrations">How many are not applied yet.</param>
public sealed record DatabaseFacts(DatabaseEngine Engine, string Version, string? LastMigration, int PendingMigrations);

/// <summary>Settings of the host that matter for syncs.</summary>
/// <param name="BudgetShare">Share of the vendor's request limit that is used.</param>
public sealed record HostFacts(
    double LeaseSeconds, int RecordsTogether, double BudgetShare, double AttemptTimeoutSeconds, int RunDays, int KeepRuns, int NoteDays, int DeviceDays);

/// <summary>The connector as the host has it.</summary>
/// <param name="Status">Null when there is none with this id.</param>
/// <param name="Stage">Null when it failed to load or is not there.</param>
/// <param name="RequestLimit">What the vendor allows; null when it is not known.</param>
/// <param name="HasOperatorsAddress">Whether the operator replaced the vendor's address.</param>
public sealed record ConnectorFacts(
    string Id,
    string? Name,
    string? Version,
    ConnectorStatus? Status,
    Sdk.Connect.ConnectorStage? Stage,
    string? FailureReason,
    string? FailureCure,
    Sdk.Connect.RequestLimit? RequestLimit,
    bool HasOperatorsAddress);
