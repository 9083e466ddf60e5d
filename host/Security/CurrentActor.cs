using System.Security.Claims;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Carries an actor in the claims of a signed-in user.</summary>
internal static class CurrentActor
{
    private const string TenantClaim = "msportal:tenant";
    private const string RoleClaim = "msportal:role";
    private const string ChannelClaim = "msportal:through";

    /// <summary>The actor behind a request.</summary>
    /// <exception cref="InvalidOperationException">The user is not signed in; the endpoint lacks its authorization.</exception>
    public static Actor ToActor(this ClaimsPrincipal user) => user.FindFirstValue(TenantClaim) is { } tenant
        ? new Actor(
            new TenantId(Guid.Parse(tenant)),
            user.Identity?.Name ?? "",
            Enum.Parse<Role>(user.FindFirstValue(RoleClaim)!),
            Enum.Parse<Channel>(user.FindFirstValue(ChannelClaim)!))
        : throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The claims that say who the actor is, without the name.</summary>
    public static IEnumerable<Claim> Claims(TenantId tenant, Role role, Channel through) =>
    [
        new(TenantClaim, tenant.Value.ToString()),
        new(RoleClaim, role.ToString()),
        new(ChannelClaim, through.ToString()),
    ];
}
