namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>What a person is in the tenant. Each role may do all that the next one may.</summary>
public enum Role
{
    /// <summary>Everything, including people and tokens.</summary>
    Owner,

    /// <summary>Integrations, mappings, companies, imports.</summary>
    Admin,

    /// <summary>Imports devices; does not touch integrations.</summary>
    Technician,

    /// <summary>Looks only.</summary>
    Viewer,
}

/// <summary>Something that may be allowed.</summary>
public enum Permission
{
    /// <summary>See integrations, devices and reports.</summary>
    Read,

    /// <summary>Import staged devices.</summary>
    ImportDevices,

    /// <summary>Write notes and own fields of devices, and lock what they are called.</summary>
    EditDevices,

    /// <summary>Set up integrations, map, sync, manage companies and device types.</summary>
    ManageIntegrations,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Make and revoke API tokens.</summary>
    ManageTokens,
}

/// <summary>Which role may do what.</summary>
public static class RolePermissions
{
    /// <summary>Whether the role has the permission.</summary>
    public static bool May(this Role role, Permission permission) => permission switch
    {
        Permission.Read => true,
        Permission.ImportDevices or Permission.EditDevices => role is Role.Owner or Role.Admin or Role.Technician,
        Permission.ManageIntegrations or Permission.ReadAudit => role is Role.Owner or Role.Admin,
        Permission.ManageTokens => role is Role.Owner or Role.Admin,
        _ => false,
    };
}
