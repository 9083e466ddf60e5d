using MSPortal.Connectors.Addigy.Simulator.Accounts;

namespace MSPortal.Connectors.Addigy.Simulator.Control;

/// <summary>A change of what a token may do; parts that are null stay.</summary>
internal sealed record AccessChange(
    string? Token, IReadOnlyList<string>? Permissions, bool? IsRevoked, bool? IsApiEnabled, bool? HasWhoAmI)
{
    public Account ApplyTo(Account account)
    {
        var access = account.Access;
        account.Access = access with
        {
            Token = Token ?? access.Token,
            Permissions = Permissions ?? access.Permissions,
            IsRevoked = IsRevoked ?? access.IsRevoked,
            IsApiEnabled = IsApiEnabled ?? access.IsApiEnabled,
            HasWhoAmI = HasWhoAmI ?? access.HasWhoAmI,
        };
        return account;
    }
}
