using Microsoft.AspNetCore.Components.Endpoints;
using MSPortal.Connectors.Host.Components.Account;

namespace MSPortal.Connectors.Host.Security;

/// <summary>While nobody can sign in, every page leads to the one that makes the first admin; afterwards none does.</summary>
internal static class FirstAdminRedirect
{
    public static void UseFirstAdminRedirect(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page && page != typeof(Error) && page != typeof(Status))
        {
            var isMissing = await context.RequestServices.GetRequiredService<FirstAdmin>().IsMissingAsync(context.RequestAborted);
            if (isMissing != (page == typeof(FirstAdminPage)))
            {
                context.Response.Redirect(isMissing ? FirstAdmin.Path : SignInServices.SignInPath);
                return;
            }
        }

        await next(context);
    });
}
