using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class ContainerEndpoints
{
    public static void MapContainers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/integrations/{id:guid}/containers").WithTags("Containers");
        group.MapGet("/", ListAsync).WithName("ListContainers").WithSummary("List containers by their place in the tree").Produces<ContainersResponse>().SortedBy(ListContainers.Sorts);
        group.MapPut("/{containerId:guid}/mapping", MapAsync).WithName("MapContainer").WithSummary("Map a container to a company, or say that it is never to be mapped").Produces<MappingChanged>();
        group.MapDelete("/{containerId:guid}/mapping", UnmapAsync).WithName("UnmapContainer").WithSummary("Take a container's own mapping away; it inherits from above").Produces<MappingChanged>();
        group.MapPost("/{containerId:guid}/apply-to-children", ApplyToChildrenAsync).WithName("ApplyToChildren").WithSummary("Have everything inside a container inherit its company").Produces<MappingChanged>();
        group.MapPost("/mappings", MapManyAsync).WithName("MapContainers").WithSummary("Map, unmap or skip many containers at once").Produces<MappingChanged>();
        group.MapPut("/root", ChooseRootAsync).WithName("ChooseRoot").WithSummary("Say where the clients are: at the top, or inside one container").Produces<MappingChanged>();
        group.MapPost("/quick-match", QuickMatchAsync).WithName("QuickMatchContainers").WithSummary("Map containers to companies of similar names").Produces<QuickMatchResult>();

        var changes = routes.MapGroup("/integrations/{id:guid}/mapping-changes").WithTags("Containers");
        changes.MapGet("/", ListChangesAsync).WithName("ListMappingChanges").WithSummary("List what was changed about mappings, newest first").Produces<Page<MappingBatchView>>();
        changes.MapGet("/{batchId:guid}", GetChangeAsync).WithName("GetMappingChange").WithSummary("Show what a batch of mapping changes did to each container").Produces<MappingBatchDetail>();
        changes.MapPost("/{batchId:guid}/undo", UndoAsync).WithName("UndoMappingChanges").WithSummary("Undo a batch of mapping changes, or some of its containers").Produces<MappingsUndone>();
    }

    private static async Task<IResult> ListAsync(
        Guid id,
        string? filter,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListContainers list,
        CancellationToken cancellationToken)
    {
        if (!ApiNames.TryRead<ContainerFilter>("filter", filter, out var wanted, out var invalid))
            return invalid.ToProblem();

        var result = await list.RunAsync(user.ToActor(), new IntegrationId(id), wanted ?? ContainerFilter.All, page.ToRequest(), cancellationToken);
        return result.IsOk ? TypedResults.Ok(ContainersResponse.From(result.Value)) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> MapAsync(Guid id, Guid containerId, MappingRequest request, ClaimsPrincipal user, MapContainers map, CancellationToken cancellationToken) =>
        request.CompanyId is null && request.Skip is not true
            ? new InvalidValue("companyId", "The company is missing.", "Give the id of a company, or skip: true, or send DELETE to take the mapping away.").ToProblem()
            : (await map.RunAsync(user.ToActor(), new IntegrationId(id), [new ContainerId(containerId)], new ContainerDecision(request.CompanyId, request.Skip ?? false), cancellationToken)).ToOk();

    private static async Task<IResult> UnmapAsync(Guid id, Guid containerId, ClaimsPrincipal user, MapContainers map, CancellationToken cancellationToken) =>
        (await map.RunAsync(user.ToActor(), new IntegrationId(id), [new ContainerId(containerId)], new ContainerDecision(null), cancellationToken)).ToOk();

    private static async Task<IResult> MapManyAsync(Guid id, MappingsRequest request, ClaimsPrincipal user, MapContainers map, CancellationToken cancellationToken)
    {
        var ways = (request.CompanyId is null ? 0 : 1) + (request.Skip is true ? 1 : 0) + (request.Unmap is true ? 1 : 0);
        if (ways != 1)
            return new InvalidValue("companyId", "Give exactly one of companyId, skip and unmap.").ToProblem();

        ContainerId[] containers = [.. (request.ContainerIds ?? []).Select(c => new ContainerId(c))];
        return (await map.RunAsync(user.ToActor(), new IntegrationId(id), containers, new ContainerDecision(request.CompanyId, request.Skip ?? false), cancellationToken)).ToOk();
    }

    private static async Task<IResult> ApplyToChildrenAsync(Guid id, Guid containerId, ClaimsPrincipal user, ApplyToChildren apply, CancellationToken cancellationToken) =>
        (await apply.RunAsync(user.ToActor(), new IntegrationId(id), new ContainerId(containerId), cancellationToken)).ToOk();

    private static async Task<IResult> ChooseRootAsync(Guid id, RootRequest request, ClaimsPrincipal user, ChooseRoot choose, CancellationToken cancellationToken) =>
        (await choose.RunAsync(user.ToActor(), new IntegrationId(id), request.ContainerId is { } root ? new ContainerId(root) : null, cancellationToken)).ToOk();

    private static async Task<IResult> QuickMatchAsync(Guid id, QuickMatchRequest? request, ClaimsPrincipal user, QuickMatchContainers match, CancellationToken cancellationToken)
    {
        var (accepted, picks) = (request?.Accepted, request?.Picks ?? []);
        if (accepted?.Contains(null!) == true || picks.Contains(null!))
            return new InvalidValue(picks.Contains(null!) ? "picks" : "accepted", "One of them is null.", "Name a containerId and a companyId for each.").ToProblem();
        if (HasDoubles(accepted ?? []) || HasDoubles(picks))
            return new InvalidValue("picks", "A container is named twice.").ToProblem();

        var review = new QuickMatchReview(accepted?.ToDictionary(p => p.ContainerId, p => p.CompanyId), picks.ToDictionary(p => p.ContainerId, p => p.CompanyId));
        return (await match.RunAsync(user.ToActor(), new IntegrationId(id), request?.Apply ?? false, review, cancellationToken)).ToOk();
    }

    private static bool HasDoubles(IReadOnlyList<QuickMatchPick> picks) => picks.DistinctBy(p => p.ContainerId).Count() != picks.Count;

    private static async Task<IResult> ListChangesAsync(Guid id, [AsParameters] PageQuery page, ClaimsPrincipal user, ListMappingBatches list, CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), new IntegrationId(id), page.ToRequest(), cancellationToken)).ToOk();

    private static async Task<IResult> GetChangeAsync(Guid id, Guid batchId, [AsParameters] PageQuery page, ClaimsPrincipal user, GetMappingBatch get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new IntegrationId(id), new MappingBatchId(batchId), page.ToRequest(), cancellationToken)).ToOk();

    private static async Task<IResult> UndoAsync(Guid id, Guid batchId, UndoRequest? request, ClaimsPrincipal user, UndoMappings undo, CancellationToken cancellationToken)
    {
        ContainerId[]? only = request?.ContainerIds is { } ids ? [.. ids.Select(c => new ContainerId(c))] : null;
        return (await undo.RunAsync(user.ToActor(), new IntegrationId(id), new MappingBatchId(batchId), only, cancellationToken)).ToOk();
    }
}

/// <param name="Skip">Never map it; instead of a company.</param>
internal sealed record MappingRequest(Guid? CompanyId, bool? Skip);

/// <summary>Exactly one of company, skip and unmap is given.</summary>
internal sealed record MappingsRequest([property: Required] IReadOnlyList<Guid>? ContainerIds, Guid? CompanyId, bool? Skip, bool? Unmap);

/// <param name="ContainerId">Null when the clients are at the top.</param>
internal sealed record RootRequest([property: JsonRequired] Guid? ContainerId);

/// <param name="Accepted">The sure matches to make, as a dry run showed them; null for all there are.</param>
/// <param name="Picks">Companies that a person picked; they count as the person's decisions.</param>
internal sealed record QuickMatchRequest(bool? Apply, IReadOnlyList<QuickMatchPick>? Accepted, IReadOnlyList<QuickMatchPick>? Picks);

internal sealed record QuickMatchPick([property: Required] Guid ContainerId, [property: Required] Guid CompanyId);

/// <param name="ContainerIds">Null for the whole batch.</param>
internal sealed record UndoRequest(IReadOnlyList<Guid>? ContainerIds);

/// <summary>A page of containers with the counts of each filter.</summary>
internal sealed record ContainersResponse(IReadOnlyList<ContainerView> Items, int Page, int PageSize, int Total, int All, int Mapped, int Unmapped, int Skipped, int Conflicts)
{
    public static ContainersResponse From(ContainerList list) =>
        new(list.Page.Items, list.Page.PageNumber, list.Page.PageSize, list.Page.Total, list.All, list.Mapped, list.Unmapped, list.Skipped, list.Conflicts);
}
