using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>What a connector's wizard pages must fulfil.</summary>
internal static class SetupRules
{
    /// <summary>The first rule that is broken, as a sentence; null when all is well.</summary>
    public static string? Problem(IReadOnlyList<SetupStep> steps)
    {
        var stepKeys = new HashSet<string>(StringComparer.Ordinal);
        var fieldKeys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!ManifestRules.IsKey(step?.Key))
                return $"The setup step's key '{step?.Key}' must be 1 to 40 lower case letters, digits and underscores.";
            if (!stepKeys.Add(step!.Key))
                return $"Two setup steps have the key '{step.Key}'.";
            if (step.Fields is null || step.Help is null)
                return $"The setup step '{step.Key}' has no list of fields or of help sentences.";

            foreach (var field in step.Fields)
            {
                if (Problem(field, fieldKeys) is { } problem)
                    return problem;
            }
        }

        return null;
    }

    private static string? Problem(SetupField? field, HashSet<string> keys)
    {
        if (!ManifestRules.IsKey(field?.Key))
            return $"The setup field's key '{field?.Key}' must be 1 to 40 lower case letters, digits and underscores.";
        if (!keys.Add(field!.Key))
            return $"Two setup fields have the key '{field.Key}'.";
        if (string.IsNullOrWhiteSpace(field.Label))
            return $"The setup field '{field.Key}' has no label.";

        return field is ChoiceField choice && (choice.Choices is not { Count: > 0 } || choice.Choices.Any(c => c?.Value is null))
            ? $"The setup field '{field.Key}' has nothing to choose from."
            : null;
    }
}
