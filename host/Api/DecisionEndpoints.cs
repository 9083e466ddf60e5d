using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Decisions;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/decisions").WithTags("Decisions");
        group.MapGet("/", ListAsync).WithName("ListDecisions").WithSummary("What waits for a person, each thing once; filter=open, snoozed or all").Produces<DecisionList>();
        group.MapPost("/", AnswerAllAsync).WithName("AnswerDecisions").WithSummary("Answer several decisions, or put them off; \"recommended\" is an answer too").Produces<DecisionOutcomes>();
        group.MapPost("/{id:guid}", AnswerAsync).WithName("AnswerDecision").WithSummary("Answer a decision, or put it off").Produces(204);
    }

    private static async Task<IResult> ListAsync(string? filter, string? kind, [AsParameters] PageQuery page, ClaimsPrincipal user, ListDecisions list, CancellationToken cancellationToken)
    {
        if (!ApiNames.TryRead<DecisionFilter>("filter", filter, out var chosen, out var invalid) || !ApiNames.TryRead<DecisionKind>("kind", kind, out var only, out invalid))
            return invalid.ToProblem();

        var found = await list.RunAsync(user.ToActor(), chosen ?? DecisionFilter.Open, only, page.ToRequest(), cancellationToken);
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> AnswerAsync(Guid id, DecisionRequest request, ClaimsPrincipal user, AnswerDecisions answer, OpenDecisions open, CancellationToken cancellationToken)
    {
        var result = await answer.RunAsync(user.ToActor(), id, request.Answer, request.SnoozeUntil, cancellationToken);
        open.Outdate(user.ToActor().Tenant);
        return result.ToNoContent();
    }

    private static async Task<IResult> AnswerAllAsync(DecisionsRequest request, ClaimsPrincipal user, AnswerDecisions answer, OpenDecisions open, CancellationToken cancellationToken)
    {
        var outcomes = await answer.RunForAllAsync(user.ToActor(), request.Ids, request.Answer, request.SnoozeUntil, cancellationToken);
        open.Outdate(user.ToActor().Tenant);
        return outcomes.IsOk ? TypedResults.Ok(new DecisionOutcomes(outcomes.Value.Count(o => o.Ok), outcomes.Value)) : outcomes.Refusal.ToProblem();
    }
}

/// <summary>Either an answer or a time to be asked again.</summary>
internal sealed record DecisionRequest(string? Answer, DateTimeOffset? SnoozeUntil);

internal sealed record DecisionsRequest([property: Required] IReadOnlyList<Guid>? Ids, string? Answer, DateTimeOffset? SnoozeUntil);

/// <summary>What became of several answers.</summary>
internal sealed record DecisionOutcomes(int Done, IReadOnlyList<DecisionOutcome> Results);
