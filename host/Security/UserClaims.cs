using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Writes tenant and role into the sign-in cookie.</summary>
internal sealed class UserClaims(UserManager<User> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(CurrentActor.Claims(user.TenantId, user.Role, Channel.Ui));
        return identity;
    }
}
