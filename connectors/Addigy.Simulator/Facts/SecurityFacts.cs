using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Encryption, firewall, start-up security and compliance.</summary>
internal static class SecurityFacts
{
    private static readonly string[] Levels = ["full", "full", "full", "medium", "off", "not supported"];

    public static IEnumerable<FactDefinition> All =>
    [
        MacFlag("filevault_enabled", "FileVault Enabled", 78),
        Flag("filevault_key_escrowed", "FileVault Key Escrowed", fact => fact.IsMac && fact.Dice.Percent(70)),
        MacFlag("firewall_enabled", "Firewall Enabled", 65),
        MacFlag("firewall_block_all_incoming_connections", "Firewall Block All Incoming Connections", 3),
        MacFlag("firewall_stealth_mode_enabled", "Firewall Stealth Mode Enabled", 20),
        MacList("firewall_allowed_applications", "Firewall Allowed Applications", fact => ["com.apple.ruby", "us.zoom.xos"]),
        MacList("firewall_blocked_applications", "Firewall Blocked Applications", _ => null),
        MacFlag("gatekeeper_enabled", "Gatekeeper Enabled", 96),
        Flag("system_integrity_protection_enabled", "System Integrity Protection Enabled", fact => fact.IsMac && fact.Dice.Percent(98)),
        Flag("authenticated_root_volume_enabled", "Authenticated Root Volume Enabled", fact => fact.IsMac && fact.Dice.Percent(97)),
        MacText("secure_boot_level", "Secure Boot Level", fact => fact.Dice.Pick(Levels)),
        MacText("external_boot_level", "External Boot Level", fact => fact.Dice.Percent(70) ? "disallowed" : "allowed"),
        MacFlag("firmware_password_exists", "Firmware Password Exists", 4),
        MacFlag("firmware_password_allow_orams", "Firmware Password Allow Orams", 1),
        MacFlag("firmware_password_change_pending", "Firmware Password Change Pending", 1),
        MacFlag("remote_desktop_enabled", "Remote Desktop Enabled", 25),
        MacFlag("remote_login_enabled", "Remote Login Enabled", 15),
        Flag("is_compliant", "Compliant", fact => fact.Dice.Percent(20) ? null : fact.Dice.Percent(75)),
        Flag("is_activation_lock_enabled", "Activation Lock Enabled", 12),
        MacFlag("is_activation_lock_manageable", "Is Activation Lock Manageable", 60),
        Flag("is_mdm_activation_lock_enabled", "MDM Activation Lock Enabled", 3),
        Flag("is_mdm_lost_mode_enabled", "MDM Lost Mode Enabled", fact => fact.Device.Model.Family is DeviceFamily.IPad && fact.Dice.Percent(1)),
        Text("bootstrap_token_allowed_for_authentication", "Bootstrap Token Allowed For Authentication", fact => fact.IsMac ? "allowed" : ""),
        Flag("bootstrap_token_required_for_kernel_extension_approval", "Bootstrap Token Required For Kernel Extension Approval", fact => fact.IsMac && fact.Device.Model.IsAppleSilicon),
        Flag("bootstrap_token_required_for_software_update", "Bootstrap Token Required For Software Update", fact => fact.IsMac && fact.Device.Model.IsAppleSilicon),
    ];
}
