using System.Text.Json;

namespace MSPortal.Connectors.Sdk.Testing.Simulators;

/// <summary>
/// What a simulator writes to standard output, as one line of JSON, once it answers requests. Whoever started it reads
/// the first line that is JSON and then knows where it is and how to sign in.
/// </summary>
/// <param name="BaseAddress">Takes the place of the manifest's base address; ends with a slash.</param>
/// <param name="Accounts">The simulated vendor accounts, at least one.</param>
public sealed record SimulatorAnnouncement(Uri BaseAddress, IReadOnlyList<SimulatedAccount> Accounts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The announcement as one line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a line; null when it is something else.</summary>
    public static SimulatorAnnouncement? FromLine(string line)
    {
        if (!line.StartsWith('{'))
            return null;

        try
        {
            return JsonSerializer.Deserialize<SimulatorAnnouncement>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A vendor account that a simulator serves.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Settings">Answers to the wizard's fields that are no secrets, by field key.</param>
/// <param name="Secrets">Answers to the wizard's secret fields, by field key.</param>
/// <param name="Companies">
/// The MSP's customers behind the account, as their names stand in the MSP's own books: what the demo types in as companies.
/// </param>
public sealed record SimulatedAccount(
    string Name,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<string> Companies);
