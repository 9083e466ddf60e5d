using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>The wizard's answers, checked against the fields that the connector asks for.</summary>
/// <param name="Settings">Answers that are no secrets.</param>
/// <param name="Secrets">Answers to secret fields.</param>
/// <param name="Trimmed">Labels of secret fields whose surrounding blanks were cut off.</param>
public sealed record SetupAnswers(
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<string> Trimmed)
{
    private const int MaxLength = 10_000;

    /// <summary>Settings and secrets together.</summary>
    public IReadOnlyDictionary<string, string> All => Settings.Concat(Secrets).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);

    /// <summary>Checks answers. Blanks around them are cut off; empty answers count as none.</summary>
    public static Result<SetupAnswers> From(
        IReadOnlyList<SetupStep> steps,
        IReadOnlyDictionary<string, string?>? settings,
        IReadOnlyDictionary<string, string?>? secrets)
    {
        var fields = steps.SelectMany(s => s.Fields).ToDictionary(f => f.Key, StringComparer.Ordinal);
        foreach (var key in (settings?.Keys ?? []).Concat(secrets?.Keys ?? []))
        {
            if (!fields.ContainsKey(key))
                return new InvalidValue(key, "This connector asks for no such field.", $"It asks for: {string.Join(", ", fields.Keys)}.");
        }

        Dictionary<string, string> plain = new(StringComparer.Ordinal), hidden = new(StringComparer.Ordinal);
        List<string> trimmed = [];
        foreach (var field in fields.Values)
        {
            var given = (field is SecretField ? secrets : settings)?.GetValueOrDefault(field.Key);
            var value = given?.Trim();
            if (Refuses(field, value) is { } refusal)
                return refusal;
            if (string.IsNullOrEmpty(value))
                continue;

            (field is SecretField ? hidden : plain)[field.Key] = value;
            if (field is SecretField && value.Length != given!.Length)
                trimmed.Add(field.Label);
        }

        return new SetupAnswers(plain, hidden, trimmed);
    }

    private static InvalidValue? Refuses(SetupField field, string? value) => (field, value) switch
    {
        (_, { Length: > MaxLength }) => new InvalidValue(field.Key, $"{field.Label} is longer than {MaxLength} characters."),
        (ChoiceField choice, { Length: > 0 }) when !choice.Choices.Any(c => c.Value == value) =>
            new InvalidValue(field.Key, $"{field.Label} has no such choice.", $"Choose one of: {string.Join(", ", choice.Choices.Select(c => c.Value))}."),

        // A secret that is missing is for the connection check to explain: the answer is the same for a person and a program.
        (SecretField, _) => null,
        ({ IsOptional: false }, null or "") => new InvalidValue(field.Key, $"{field.Label} is missing."),
        _ => null,
    };
}
