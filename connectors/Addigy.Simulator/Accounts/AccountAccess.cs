namespace MSPortal.Connectors.Addigy.Simulator.Accounts;

/// <summary>What an account's token may do.</summary>
/// <param name="Token">The token.</param>
/// <param name="Permissions">Names of the permissions that were ticked for it.</param>
public sealed record AccountAccess(string Token, IReadOnlyList<string> Permissions)
{
    /// <summary>The permission that device searches need.</summary>
    public const string ViewDevices = "View Devices";

    /// <summary>True once the token was deleted in Addigy: everything is refused with 401.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>False for an organization whose plan has no API: everything is refused with 403.</summary>
    public bool IsApiEnabled { get; init; } = true;

    /// <summary>False makes configuration/whoami unknown (404).</summary>
    public bool HasWhoAmI { get; init; } = true;

    /// <summary>Whether the token has a permission.</summary>
    public bool May(string permission) => Permissions.Contains(permission, StringComparer.Ordinal);

    /// <summary>The same without one permission.</summary>
    public AccountAccess Without(string permission) => this with { Permissions = [.. Permissions.Where(name => name != permission)] };
}
