using MSPortal.Connectors.Core.Integrations;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>A record in words, for histories and logs.</summary>
internal static class RecordText
{
    public static string Of(IReadOnlyDictionary<IntegrationId, string> integrations, IntegrationId integration, string name, string externalId) =>
        $"{integrations.GetValueOrDefault(integration, "A deleted integration")}: {name} ({externalId})";
}
