using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Sets up sign-in: by cookie for people, by API token for programs.</summary>
internal static class SignInServices
{
    /// <summary>Where people sign in.</summary>
    public const string SignInPath = "/sign-in";

    private const string EitherScheme = "CookieOrToken";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<Databases>().OpenForAllTenants());
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = FirstAdmin.MinPasswordLength;
                options.Password.RequireDigit = options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddSignInManager()
            .AddEntityFrameworkStores<ConnectorsDb>()
            .AddClaimsPrincipalFactory<UserClaims>();
        services.AddSingleton<FirstAdmin>();
        services.AddSingleton<PageRefusals>();
        services.AddHostedService(provider => provider.GetRequiredService<PageRefusals>());

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context =>
                ApiTokenHandler.IsMeant(context.Request) ? ApiTokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "msportal";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = SignInPath;
            options.AccessDeniedPath = SignInPath;
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromDays(7);
            options.Events.OnRedirectToLogin = context => Answer(context.Request, context.Response, StatusCodes.Status401Unauthorized, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => Answer(context.Request, context.Response, StatusCodes.Status403Forbidden, context.RedirectUri);
        });
        services.AddAuthorization();
        return services;
    }

    // A program gets a status, a person gets the sign-in page.
    private static Task Answer(HttpRequest request, HttpResponse response, int status, string page)
    {
        if (request.Path.StartsWithSegments("/api"))
            response.StatusCode = status;
        else
            response.Redirect(new Uri(page).PathAndQuery);
        return Task.CompletedTask;
    }
}
