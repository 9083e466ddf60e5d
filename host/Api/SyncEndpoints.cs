using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class SyncEndpoints
{
    public static void MapSyncs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/integrations/{id:guid}/syncs").WithTags("Syncs");
        group.MapPost("/", StartAsync).WithName("StartSync").WithSummary("Start a sync, or join the one that will do the same").Produces<SyncRunView>(202);
        group.MapGet("/", ListAsync).WithName("ListSyncs").WithSummary("List syncs, newest first").Produces<Page<SyncRunView>>().SortedBy(ListSyncs.Sorts);
        group.MapGet("/{runId:guid}", GetAsync).WithName("GetSync").WithSummary("Get one sync with the records it could not use").Produces<SyncRunResponse>();
        group.MapGet("/{runId:guid}/books", BooksAsync).WithName("GetSyncBooks").WithSummary("What became of the records of each container and type").Produces<RunBooksView>();
        group.MapGet("/{runId:guid}/rejected", RejectedAsync).WithName("ListRejectedRecords").WithSummary("List the records that a sync could not use").Produces<Page<RejectedView>>();
        group.MapPost("/{runId:guid}/cancel", CancelAsync).WithName("CancelSync").WithSummary("Stop a sync; what it saved stays").Produces<SyncRunView>();
        group.MapPost("/{runId:guid}/decision", AnswerAsync).WithName("AnswerHeldSync").WithSummary("Answer a held sync: allow once or reject, and change the limit").Produces<SyncRunView>();
    }

    private static async Task<IResult> StartAsync(Guid id, SyncRequest? request, ClaimsPrincipal user, StartSync start, CancellationToken cancellationToken)
    {
        var result = await start.RunAsync(user.ToActor(), new IntegrationId(id), request?.Scope ?? SyncScope.All, SyncTrigger.Manual, cancellationToken);
        return result.IsOk ? TypedResults.Accepted($"/api/v1/integrations/{id}/syncs/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] PageQuery page, ClaimsPrincipal user, ListSyncs list, CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), new IntegrationId(id), page.ToRequest(), cancellationToken)).ToOk();

    private static async Task<IResult> GetAsync(Guid id, Guid runId, ClaimsPrincipal user, GetSync get, CancellationToken cancellationToken)
    {
        var result = await get.RunAsync(user.ToActor(), new IntegrationId(id), new SyncRunId(runId), cancellationToken);
        return result.IsOk ? TypedResults.Ok(SyncRunResponse.From(result.Value)) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> BooksAsync(Guid id, Guid runId, [AsParameters] PartQuery part, ClaimsPrincipal user, GetBooks get, CancellationToken cancellationToken)
    {
        var result = await get.RunAsync(user.ToActor(), new IntegrationId(id), new SyncRunId(runId), cancellationToken);
        return !result.IsOk ? result.Refusal.ToProblem() : TypedResults.Ok(result.Value with
        {
            ByContainer = part.RowsOf(result.Value.ByContainer, c => [c.Name, c.Path, c.ExternalId]),
            ByType = part.RowsOf(result.Value.ByType, t => [t.Name, t.Key]),
        });
    }

    private static async Task<IResult> RejectedAsync(Guid id, Guid runId, [AsParameters] PageQuery page, ClaimsPrincipal user, ListRejected list, CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), new IntegrationId(id), new SyncRunId(runId), page.ToRequest(), cancellationToken)).ToOk();

    private static async Task<IResult> CancelAsync(Guid id, Guid runId, ClaimsPrincipal user, CancelSync cancel, CancellationToken cancellationToken) =>
        (await cancel.RunAsync(user.ToActor(), new IntegrationId(id), new SyncRunId(runId), cancellationToken)).ToOk();

    private static async Task<IResult> AnswerAsync(Guid id, Guid runId, HeldAnswerRequest request, ClaimsPrincipal user, AnswerHeldSync answer, CancellationToken cancellationToken) =>
        request.Answer is not { } given
            ? new InvalidValue("answer", "The answer is missing.", "Give allowOnce or reject.").ToProblem()
            : (await answer.RunAsync(user.ToActor(), new IntegrationId(id), new SyncRunId(runId), given, request.Limit, cancellationToken)).ToOk();
}

internal sealed record SyncRequest(SyncScope? Scope);

/// <param name="Limit">How many devices may go missing at once from now on; null leaves it as it is.</param>
internal sealed record HeldAnswerRequest([property: Required] HeldAnswer? Answer, int? Limit);

/// <summary>A run with the records it could not use, as one object.</summary>
internal sealed record SyncRunResponse(
    Guid Id,
    Guid IntegrationId,
    SyncScope Scope,
    SyncTrigger Trigger,
    string RequestedBy,
    SyncState State,
    string? Phase,
    Sdk.Sources.Completeness? Completeness,
    SyncCounters Counters,
    int ContainersReceived,
    int Missing,
    int AutoImported,
    int Pages,
    int Requests,
    double WaitedSeconds,
    int RejectedTotal,
    int RejectedKept,
    string? BooksProblem,
    RunDetails Details,
    SyncError? Error,
    HeldMissing? Held,
    HeldAnswer? Answer,
    string? AnsweredBy,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<RejectedView> RejectedRecords)
{
    /// <summary>Whether the run has come to its end.</summary>
    public bool IsOver => State is not (SyncState.Queued or SyncState.Running);

    public static SyncRunResponse From(SyncRunDetail detail)
    {
        var run = detail.Run;
        return new SyncRunResponse(
            run.Id, run.IntegrationId, run.Scope, run.Trigger, run.RequestedBy, run.State, run.Phase, run.Completeness, run.Counters,
            run.ContainersReceived, run.Missing, run.AutoImported, run.Pages, run.Requests, run.WaitedSeconds,
            run.RejectedTotal, run.RejectedKept, run.BooksProblem, run.Details, run.Error, run.Held, run.Answer, run.AnsweredBy,
            run.QueuedAt, run.StartedAt, run.FinishedAt, detail.Rejected);
    }
}
