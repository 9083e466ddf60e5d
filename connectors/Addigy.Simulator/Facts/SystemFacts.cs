using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Operating system, when it was seen, and what the system is set to.</summary>
internal static class SystemFacts
{
    private static readonly string[] Zones =
        ["America/New_York", "America/Los_Angeles", "America/Chicago", "Europe/Berlin", "Europe/London", "Australia/Sydney"];

    private static readonly string[][] Languages = [["en-US"], ["en-US", "es-US"], ["de-DE", "en-DE"], ["fr-CA"], ["No"]];

    private static readonly string[][] Locales = [["en_US"], ["de_DE"], ["fr_CA"], ["No", "Locales"]];

    public static IEnumerable<FactDefinition> All =>
    [
        MacText("mac_os_x_version", "MAC OS X Version", fact => fact.Device.System.Version) with { IsSteady = true },
        Text("os_version", "OS Version", fact => fact.Device.System.Version),
        Text("build_version", "Build Version", fact => fact.Device.System.Build),
        Text("system_version", "System Version", fact => $"{fact.Device.System.Product} {fact.Device.System.Version} ({fact.Device.System.Build})"),
        MacText("os_platform", "OS Platform", Platform),
        MacDate("last_online", "Last Online", fact => fact.Date(fact.Device.LastSeenAt)),
        Flag("online", "Online", fact => fact.IsMac ? fact.Now - fact.Device.LastSeenAt < TimeSpan.FromMinutes(10) : null),
        Date("mdm_last_connected", "MDM Last Connected", fact => fact.Date(fact.Device.LastSeenAt.AddMinutes(-fact.Dice.Below(600)))),
        Date("registration_date", "Registration Date", fact => fact.Date(fact.Device.RegisteredAt)),
        MacText("agent_version", "Agent Version", fact => fact.Dice.Percent(4) ? null : $"3.{fact.Dice.Between(1, 9)}.{fact.Dice.Below(4)}"),
        MacText("timezone", "Timezone", fact => fact.Dice.Pick(Zones)),
        MacList("languages", "Languages", fact => fact.Dice.Pick(Languages)),
        MacList("locales", "Locales", fact => fact.Dice.Pick(Locales)),
        Number("maximum_resident_users", "Max Resident Users", fact => fact.Device.Model.Family is DeviceFamily.IPad && fact.Dice.Percent(10) ? 10 : 0),
        Flag("is_do_not_disturb_in_effect", "Do Not Disturb Enabled", 5),
        Flag("is_device_locator_service_enabled", "Location Service Enabled", 30),
        MacFlag("xcode_installed", "XCode Installed", 8),
        Flag("is_sonoma_ready", "macOS Sonoma Support", fact => fact.IsMac ? fact.Device.Model.Year >= 2018 : null),
        Flag("mdm_update_eligibility", "MDM Update Eligibility", 80),
        MacNumber("audit_execution_time_seconds", "Audit Execution (seconds)", fact => Math.Round(fact.Dice.Fraction() * 40, 3)),
        MacNumber("policy_execution_seconds", "Policy Execution (seconds)", fact => fact.Dice.Below(300)),
    ];

    private static string Platform(FactContext fact) => string.Create(
        CultureInfo.InvariantCulture, $"Darwin {fact.Device.System.Darwin}.{fact.Dice.Below(7)}.0");
}
