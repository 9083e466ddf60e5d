namespace MSPortal.Connectors.Sdk.Setup;

/// <summary>One page of the wizard's connect part.</summary>
/// <param name="Key">Stable key, lower snake case.</param>
/// <param name="Title">Heading of the page.</param>
/// <param name="Fields">What is asked, in order.</param>
public sealed record SetupStep(string Key, string Title, IReadOnlyList<SetupField> Fields)
{
    /// <summary>How to get what is asked for: plain sentences, one for each step to take. Empty for none.</summary>
    public IReadOnlyList<string> Help { get; init; } = [];

    /// <summary>The vendor's page that explains it; null for none.</summary>
    public Uri? HelpLink { get; init; }
}

/// <summary>Something the wizard asks for.</summary>
/// <param name="Key">Stable key, lower snake case, unique in the connector; the answer's key in settings and over the API.</param>
/// <param name="Label">The field's label.</param>
public abstract record SetupField(string Key, string Label)
{
    /// <summary>A sentence shown below the field; null for none.</summary>
    public string? Help { get; init; }

    /// <summary>Whether it may stay empty.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>A secret: masked, encrypted in the vault, never shown again. Surrounding blanks are cut off, and that is said.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Label">The field's label.</param>
public sealed record SecretField(string Key, string Label) : SetupField(Key, Label);

/// <summary>A line of text.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Label">The field's label.</param>
public sealed record TextField(string Key, string Label) : SetupField(Key, Label);

/// <summary>One of several values, for example a region.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Choices">What can be chosen, in order.</param>
public sealed record ChoiceField(string Key, string Label, IReadOnlyList<Choice> Choices) : SetupField(Key, Label);

/// <summary>A value that can be chosen.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Label">What people see.</param>
public sealed record Choice(string Value, string Label);
