using System.Security.Claims;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class DisplayNameEndpoints
{
    public static void MapDisplayName(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/display-name").WithTags("Own fields and notes");
        group.MapGet("/", GetAsync).WithName("GetDisplayName").WithSummary("How devices are called").Produces<DisplayNameView>();
        group.MapPut("/", ChangeAsync).WithName("ChangeDisplayName").WithSummary("Call devices by a template, or without one as their vendors do").Produces<DisplayNameView>();
        group.MapPost("/preview", PreviewAsync).WithName("PreviewDisplayName").WithSummary("What a template would make of some devices").Produces<DisplayNamePreview>();
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, GetDisplayName get, CancellationToken cancellationToken) =>
        TypedResults.Ok(await get.RunAsync(user.ToActor(), cancellationToken));

    private static async Task<IResult> ChangeAsync(DisplayNameRequest request, ClaimsPrincipal user, ChangeDisplayName change, CancellationToken cancellationToken) =>
        (await change.RunAsync(user.ToActor(), request.Template, cancellationToken)).ToOk();

    private static async Task<IResult> PreviewAsync(DisplayNameRequest request, ClaimsPrincipal user, PreviewDisplayName preview, CancellationToken cancellationToken) =>
        TypedResults.Ok(await preview.RunAsync(user.ToActor(), request.Template, cancellationToken));
}

/// <param name="Template">Null for the vendors' names.</param>
internal sealed record DisplayNameRequest([property: JsonRequired] string? Template);
