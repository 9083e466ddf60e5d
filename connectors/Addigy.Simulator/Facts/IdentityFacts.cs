using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Names;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Which device it is, where it belongs and who uses it.</summary>
internal static class IdentityFacts
{
    private const string HexDigits = "0123456789ABCDEF";

    public static IEnumerable<FactDefinition> All =>
    [
        Text("agentid", "agentid", fact => fact.Device.AgentId) with { IsSteady = true },
        Text("device_name", "Device Name", fact => fact.Device.Name) with { IsSteady = true },
        Text("serial_number", "Serial Number", fact => fact.Device.SerialNumber) with { IsSteady = true },
        Text("policy_id", "Policy ID", fact => fact.Device.PolicyId) with { IsSteady = true },
        List("policy_ids", "Policy IDs", PolicyIds) with { IsSteady = true },
        Text("udid", "UDID", fact => fact.IsMac ? Guid(fact) : Dice.For(fact.Device.Seed, "udid").Letters(HexDigits, 40)),
        Text("mac_uuid", "Mac UUID", Guid),
        MacText("host_name", "Host Name", fact => fact.Dice.Percent(40) ? fact.Device.Name.ToPlain() + ".local" : null),
        Text("localhost_name", "LocalHost Name", fact => fact.IsMac ? fact.Device.Name.WithoutAccents().Replace(' ', '-') : ""),
        Text("software_update_device_id", "Software Update Device ID", fact => fact.Device.Model.HardwareModel + "AP"),
        Text("eas_device_identifier", "EAS Device Identifier", fact => fact.IsMac ? "" : fact.Dice.Letters(HexDigits, 26)),
        Text("phone_number", "Phone Number", PhoneNumber),
        MacText("current_user", "Current User", fact => fact.Device.User?.Account ?? (fact.Dice.Percent(50) ? "" : null)),
        MacList("active_managed_users", "Active Managed Users", Accounts),
        MacList("active_users", "Active Users", Accounts),
        MacList("admin_users", "Admin Users", fact => ["root", "mspadmin", .. Accounts(fact)]),
        MacList("identity_users", "Addigy Identity Users", fact => fact.Dice.Percent(10) ? Accounts(fact) : null),
        MacFlag("identity_installed", "Addigy Identity Installed", 30),
        Text("identity_email", "Identity Email", fact => Identity(fact)?.Mail),
        Text("identity_username", "Identity Username", fact => Identity(fact)?.Account),
        Text("identity_user_display_name", "Identity User Display Name", fact => Identity(fact)?.FullName),
        Text("identity_employee_department", "Identity Employee Department", fact => Identity(fact) is null ? null : fact.Dice.Pick(Words.Departments)),
        Text("identity_mobile_phone", "Identity Mobile Phone", fact => Identity(fact) is null ? null : $"+1 555 01{fact.Dice.Between(10, 99)}"),
        Text("identity_office_location", "Identity Office Location", fact => Identity(fact) is null ? null : fact.Dice.Pick(Words.Sites)),
        Text("identity_employee_type", "Identity Employee Type", fact => Identity(fact) is null ? null : "Employee"),
        Date("identity_employee_hire_date", "Identity Employee Hire Date", fact => Identity(fact) is null ? null : fact.Date(fact.Device.RegisteredAt.AddDays(-30))),
        Date("identity_password_set_date", "Identity Password Set Date", fact => Identity(fact) is null ? null : fact.Date(fact.Device.RegisteredAt)),
        Text("identity_usage_location", "Identity Usage Location", fact => Identity(fact) is null ? null : "US"),
        Text("identity_provider_name", "Identity Provider Name", fact => Identity(fact) is null ? null : "Microsoft Entra ID"),
    ];

    private static string[] PolicyIds(FactContext fact) => fact.Device.PolicyId is { } home
        ? [.. fact.Tree.PathOf(home), .. fact.Device.FlexPolicyIds]
        : [.. fact.Device.FlexPolicyIds];

    private static string Guid(FactContext fact) => Dice.For(fact.Device.Seed, "udid").Id().ToUpperInvariant();

    private static string? PhoneNumber(FactContext fact) => fact.HasCellular
        ? fact.Dice.Below(3) switch
        {
            0 => $"+1555010{fact.Dice.Between(100, 999)}",
            1 => $"+1 (555) 010-{fact.Dice.Between(1000, 9999)}",
            _ => "",
        }
        : "";

    private static string[] Accounts(FactContext fact) => fact.Device.User is { } user ? [user.Account] : [];

    private static Person? Identity(FactContext fact) => fact.Trait("identity", 35) ? fact.Device.User : null;
}
