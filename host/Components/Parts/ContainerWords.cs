using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>The vendor's words for its containers; our own when the connector is not there to ask.</summary>
/// <param name="One">"Policy".</param>
/// <param name="Many">"Policies".</param>
public sealed record ContainerWords(string One, string Many)
{
    /// <summary>Whether one can lie inside another one.</summary>
    public bool CanNest { get; init; } = true;

    /// <summary>"policy", for the middle of a sentence.</summary>
    public string SmallOne => One.ToLowerInvariant();

    /// <summary>"policies".</summary>
    public string SmallMany => Many.ToLowerInvariant();

    public static ContainerWords Of(ConnectorManifest? manifest) =>
        manifest?.Container is { } type ? new(type.Singular, type.Plural) { CanNest = type.CanNest } : new("Container", "Containers");

    /// <summary>"1 policy", "42 policies".</summary>
    public string Count(int number) => Words.Count(number, SmallOne, SmallMany);
}
