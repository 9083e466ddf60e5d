using MSPortal.Connectors.Core.Why;

namespace MSPortal.Connectors.Host.Components.Pages.Why;

/// <summary>The addresses of the pages that an answer points to.</summary>
internal static class WhyLinks
{
    public static string? Of(WhyTarget? target) => target is null ? null : target.Page switch
    {
        WhyPage.Credentials => $"/integrations/{target.IntegrationId}/setup/1",
        WhyPage.Mapping => $"/integrations/{target.IntegrationId}/setup/2{(target.Search is null ? "?filter=unmapped" : Search(target))}",
        WhyPage.Questions => $"/integrations/{target.IntegrationId}/setup/2?filter=conflicts",
        WhyPage.Staged => $"/integrations/{target.IntegrationId}/devices{Search(target)}",
        WhyPage.Syncs => $"/integrations/{target.IntegrationId}/syncs",
        WhyPage.Sync => $"/integrations/{target.IntegrationId}/syncs/{target.Id}",
        WhyPage.Device => $"/devices/{target.Id}",
        WhyPage.Vendor => target.Search,
        WhyPage.Coverage => $"/reports/coverage#{Reports.CoverageColumn.InNone(target.IntegrationId!.Value)}",
        WhyPage.Plan => $"/plans/{target.Id}",
        _ => "/integrations",
    };

    private static string Search(WhyTarget target) => target.Search is { } text ? $"?search={Uri.EscapeDataString(text)}" : "";
}
