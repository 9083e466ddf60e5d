using System.Globalization;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host;

/// <summary>What the operator configured, with defaults filled in.</summary>
/// <param name="DataDirectory">Where the host keeps its files.</param>
/// <param name="Database">Which database it uses.</param>
/// <param name="ConnectorsDirectory">Where connectors are found.</param>
/// <param name="Operator">What the operator sets for connectors.</param>
/// <param name="VaultKey">The vault key as the operator gave it; null for the file.</param>
internal sealed record HostSettings(
    string DataDirectory,
    DatabaseOptions Database,
    string ConnectorsDirectory,
    OperatorSettings Operator,
    string? VaultKey)
{
    /// <summary>Where the host listens unless told otherwise.</summary>
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>How long history is kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>Where the operator is asked for help; null when nobody said.</summary>
    public SupportAddress? Support { get; init; }

    /// <exception cref="SettingsException">A setting can't be used.</exception>
    public static HostSettings From(IConfiguration configuration)
    {
        var data = Path.GetFullPath(configuration["DataDirectory"] is { Length: > 0 } configured ? configured : DefaultDataDirectory());
        var connectors = configuration["Connectors:Directory"] is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "connectors");
        return new HostSettings(
            data,
            DatabaseOptions.From(configuration.GetConnectionString("Default"), data) with
            {
                Lease = Lease(configuration),
                RecordsTogether = Number(configuration, "Jobs:RecordsTogether", new DatabaseOptions(default, "").RecordsTogether, 1, 100_000),
            },
            Path.GetFullPath(connectors),
            new OperatorSettings(BaseAddresses(configuration)),
            configuration["Vault:Key"] ?? configuration["MSPORTAL_VAULT_KEY"])
        {
            Support = SupportAddress.From(configuration[SupportAddress.Setting]),
            Retention = new RetentionPolicy
            {
                RunDays = Number(configuration, "Retention:RunDays", new RetentionPolicy().RunDays, 1, 3650),
                KeepRuns = Number(configuration, "Retention:KeepRuns", new RetentionPolicy().KeepRuns, 1, 1000),
                NoteDays = Number(configuration, "Retention:NoteDays", new RetentionPolicy().NoteDays, 1, 3650),
                DeviceDays = Number(configuration, "Retention:DeviceDays", new RetentionPolicy().DeviceDays, 1, 36500),
            },
        };
    }

    /// <summary>Makes the data directory, and sees whether the connection string can be read.</summary>
    /// <exception cref="SettingsException">Either can't be used.</exception>
    public void EnsureUsable()
    {
        EnsureDataDirectory();
        DatabaseTrouble.EnsureReadable(Database);
    }

    /// <summary>Makes the data directory, readable by its owner only.</summary>
    /// <exception cref="SettingsException">It can't be made.</exception>
    public void EnsureDataDirectory()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(DataDirectory);
            else if (!Directory.Exists(DataDirectory))
                Directory.CreateDirectory(DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException)
        {
            throw Unusable("can't be made: this user may not write there");
        }
        catch (IOException)
        {
            throw Unusable(File.Exists(DataDirectory) ? "is a file" : "can't be made: a part of the path is a file, or its disk is not there or read-only");
        }
    }

    /// <exception cref="SettingsException">Files can't be made in the data directory.</exception>
    public void EnsureWritable()
    {
        try
        {
            var probe = Path.Combine(DataDirectory, $".{Guid.NewGuid():N}");
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable("can't be written: this user may not, or its disk is full or read-only");
        }
    }

    private SettingsException Unusable(string why) => new(
        $"The data directory {DataDirectory} {why}. Set DataDirectory to a folder that this user can write, or mend that one.");

    private static LeaseTimes Lease(IConfiguration configuration) =>
        new(TimeSpan.FromSeconds(Number(configuration, "Jobs:LeaseSeconds", (int)LeaseTimes.Default.Length.TotalSeconds, 2, 3600)));

    private static int Number(IConfiguration configuration, string name, int otherwise, int least, int most)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return otherwise;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingsException($"{name} is \"{text}\", which is no whole number from {least} to {most}. Correct it and start again.");
    }

    private static Dictionary<string, Uri> BaseAddresses(IConfiguration configuration)
    {
        var addresses = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection("Connectors").GetChildren())
        {
            if (section["BaseAddress"] is not { Length: > 0 } text)
                continue;
            if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new SettingsException($"Connectors:{section.Key}:BaseAddress is \"{text}\", which is no http or https address. Correct it and start again.");
            addresses[section.Key] = address;
        }

        return addresses;
    }

    private static string DefaultDataDirectory()
    {
        var applicationData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Path.Combine(applicationData.Length > 0 ? applicationData : AppContext.BaseDirectory, "MSPortal.Connectors");
    }
}

/// <summary>The host can't start as it is configured. The message says what to do.</summary>
internal sealed class SettingsException(string message) : Exception(message);
