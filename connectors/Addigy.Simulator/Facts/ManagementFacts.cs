using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>How a device is enrolled and managed, and what is installed to manage it.</summary>
internal static class ManagementFacts
{
    public static IEnumerable<FactDefinition> All =>
    [
        Flag("has_mdm", "Has MDM", fact => !fact.IsMac || fact.Dice.Percent(94)),
        MacFlag("has_mdm_profile_approved", "Has MDM Profile Approved", 90),
        MacFlag("enrolled_via_dep", "Enrolled Via DEP", 60),
        Flag("user_approved_enrollment", "User Approved Enrollment", 85),
        Flag("is_user_enrollment", "User Enrollment", 2),
        Flag("is_supervised", "Is Supervised", 70),
        Flag("awaiting_configuration", "Awaiting Configuration", 1),
        Flag("has_unlock_token", "Has Unlock Token", 40),
        Flag("privileged_mdm", "Privileged MDM", 5),
        MacFlag("is_mdm_client_stuck", "Is MDM Client Stuck", 2),
        MacFlag("is_mdm_softwareupdated_stuck", "Is MDM Software Update Stuck", 2),
        MacFlag("is_mdm_identity_certificate_installed", "Is MDM Identity Certificate Installed", 95),
        MacList("installed_profiles", "Installed Profiles", fact => ["com.addigy.mdm", "com.addigy.pppc"]),
        MacList("third_party_agents", "Third-Party Agents", fact => fact.Dice.Percent(50) ? ["com.google.keystone.agent", "com.dropbox.DropboxMacUpdate.agent"] : []),
        MacList("third_party_daemons", "Third-Party Daemons", fact => ["com.addigy.agent", "us.zoom.ZoomDaemon"]),
        MacList("third_party_kernel_extensions", "Third-Party Kernel Extensions", _ => null),
        MacList("32_bit_applications", "32-Bit Application Paths", _ => null),
        MacFlag("addigy_splashtop_installed", "Addigy Splashtop Installed", 20),
        Text("splashtop_id", "Splashtop ID", fact => fact.IsMac ? "" : null),
        MacText("splashtop_version", "Splashtop Version", fact => fact.Dice.Percent(20) ? "3.7.2.0" : null),
        MacDate("splashtop_installation_date", "Splashtop Installation Date", fact => fact.Dice.Percent(20) ? fact.Date(fact.Device.RegisteredAt) : null),
        MacText("screenconnect_sessionid", "ScreenConnect SessionId", fact => fact.Dice.Percent(15) ? fact.Dice.Id() : ""),
        MacText("teamviewer_client_id", "TeamViewer Client Id", fact => fact.Dice.Percent(5) ? fact.Dice.Letters("0123456789", 10) : ""),
        MacFlag("watchman_monitoring_installed", "Watchman Monitoring Installed", 6),
        MacText("java_vendor", "Java Vendor", fact => fact.Dice.Percent(10) ? "Oracle Corporation" : "n/a"),
        MacText("java_version", "Java Version", fact => fact.Dice.Percent(10) ? "1.8.0_401" : ""),
        MacText("microsoft_company_portal_version", "Microsoft Company Portal Version", fact => fact.Dice.Percent(15) ? "5.2504.0" : null),
        Flag("mb_oneview_installed", "Malwarebytes", 3),
        Text("mb_endpoint_account_id", "Malwarebytes Account ID", _ => null),
        Text("mb_endpoint_agent_version", "Malwarebytes Version", _ => null),
        Text("mb_endpoint_machine_id", "Malwarebytes Machine ID", _ => null),
        Text("mb_endpoint_nebula_machine_id", "Malwarebytes Nebula Machine ID", _ => null),
        MacNumber("time_machine_days_since_last_backup", "Time Machine Days Since Last Backup", fact => fact.Dice.Percent(70) ? -1 : fact.Dice.Below(60)),
        MacDate("time_machine_last_backup_date", "Time Machine Last Backup Date", fact => fact.Dice.Percent(70) ? "1970-01-01T00:00:00Z" : fact.Date(fact.Device.LastSeenAt.AddDays(-fact.Dice.Below(60)))),
        MacNumber("crashplan_days_since_last_backup", "Crashplan Days Since Last Backup", _ => -1),
        Number("days_since_last_cloud_backup", "Days Since Last Cloud Backup", _ => null),
        Date("last_cloud_backup_date", "Last Cloud Backup Date", _ => null),
        Flag("is_cloud_backup_enabled", "Cloud Backup Enabled", 10),
        MacNumber("bandwidth_saved_gb", "Bandwidth Saved (GB)", _ => 0),
        MacNumber("bandwidth_served_gb", "Bandwidth Served (GB)", _ => 0),
        MacNumber("files_served", "Files Served", fact => fact.Dice.Below(20)),
        MacNumber("lan_cache_size_bytes", "LANCache Size (bytes)", fact => fact.Dice.Below(1_000_000_000)),
        MacNumber("peer_count", "Peer Count", fact => fact.Dice.Below(6)),
    ];
}
