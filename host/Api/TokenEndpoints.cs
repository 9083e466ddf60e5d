using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/tokens").WithTags("API tokens");
        group.MapGet("/", ListAsync).WithName("ListTokens").WithSummary("List API tokens, without their secrets").Produces<Page<ApiTokenView>>();
        group.MapPost("/", CreateAsync).WithName("CreateToken").WithSummary("Make an API token; its secret is shown once").Produces<NewTokenResponse>(201);
        group.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").WithSummary("Revoke an API token").Produces(204);
    }

    private static async Task<IResult> ListAsync([AsParameters] PartQuery part, ClaimsPrincipal user, ListApiTokens list, CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(user.ToActor(), cancellationToken);
        return result.IsOk ? TypedResults.Ok(part.Of(result.Value, t => [t.Name, t.Prefix, t.CreatedBy])) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> CreateAsync(TokenRequest request, ClaimsPrincipal user, CreateApiToken create, CancellationToken cancellationToken)
    {
        var result = await create.RunAsync(user.ToActor(), request.Name, request.Role, cancellationToken);
        return result.IsOk
            ? TypedResults.Created((string?)null, new NewTokenResponse(result.Value.Token.Id, result.Value.Token.Name, result.Value.Token.Role, result.Value.Secret))
            : result.Refusal.ToProblem();
    }

    private static async Task<IResult> RevokeAsync(Guid id, ClaimsPrincipal user, RevokeApiToken revoke, CancellationToken cancellationToken) =>
        (await revoke.RunAsync(user.ToActor(), id, cancellationToken)).ToNoContent();
}

internal sealed record TokenRequest([property: Required] string? Name, Role? Role);

internal sealed record NewTokenResponse(Guid Id, string Name, Role Role, string Token);
