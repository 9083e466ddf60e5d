using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Signs a request in by the API token in its Authorization header.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AuthenticateApiToken authenticate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiToken";

    private const string Prefix = "Bearer ";

    /// <summary>Whether the request brings a token, be it right or wrong.</summary>
    public static bool IsMeant(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsMeant(Request))
            return AuthenticateResult.NoResult();

        var secret = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();

        // The use of a revoked token is noted also when the caller has hung up.
        var actor = await authenticate.RunAsync(secret, CancellationToken.None);
        if (actor is null)
            return AuthenticateResult.Fail("The API token is unknown or revoked.");

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, actor.Name), .. CurrentActor.Claims(actor.Tenant, actor.Role, actor.Through)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
