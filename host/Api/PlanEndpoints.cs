using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/plans").WithTags("Plans");
        group.MapPost("/", MakeAsync).WithName("MakePlan").WithSummary("See what an action would change, without doing it").Produces<PlanView>(201);
        group.MapGet("/", ListAsync).WithName("ListPlans").WithSummary("List plans, newest first").Produces<Page<PlanView>>().SortedBy(ListPlans.Sorts);
        group.MapGet("/{id:guid}", GetAsync).WithName("GetPlan").WithSummary("Get a plan with its numbers and how far it is").Produces<PlanView>();
        group.MapDelete("/{id:guid}", DiscardAsync).WithName("DiscardPlan").WithSummary("Throw a plan away that was never applied").Produces(204);
        group.MapGet("/{id:guid}/items", ItemsAsync).WithName("ListPlanItems").WithSummary("List the rows of a plan and what became of them").Produces<Page<PlanItemView>>();
        group.MapPost("/{id:guid}/items", ChooseAsync).WithName("ChoosePlanItems").WithSummary("Untick rows of a plan, or tick them again: those named, those that fit a filter, or all").Produces<PlanChosen>();
        group.MapPost("/{id:guid}/apply", ApplyAsync).WithName("ApplyPlan").WithSummary("Apply a plan in the background, without the rows that are left out").Produces<PlanView>(202);
        group.MapPost("/{id:guid}/undo", UndoAsync).WithName("UndoPlan").WithSummary("Take an applied plan back in the background").Produces<PlanView>(202);
    }

    private static async Task<IResult> DiscardAsync(Guid id, ClaimsPrincipal user, DiscardPlan discard, CancellationToken cancellationToken) =>
        (await discard.RunAsync(user.ToActor(), new PlanId(id), cancellationToken)).ToNoContent();

    private static async Task<IResult> MakeAsync(PlanBody body, ClaimsPrincipal user, MakePlan make, CancellationToken cancellationToken)
    {
        if (body.Kind is not { } kind)
            return new InvalidValue("kind", "It is not said what is to be planned.", $"Give one of: {ApiNames.AllOf<PlanKind>()}.").ToProblem();
        if (body.Devices is not (null or "keep" or "remove"))
            return new InvalidValue("devices", $"\"{body.Devices}\" is neither keep nor remove.").ToProblem();
        if (body is { ContainerId: not null, ContainerIds: not null })
            return new InvalidValue("containerIds", "Give one of containerId and containerIds.").ToProblem();

        var result = await make.RunAsync(user.ToActor(), body.ToRequest(kind), cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/plans/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ListAsync(
        Guid? integrationId,
        string? state,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListPlans list,
        CancellationToken cancellationToken)
    {
        if (!ApiNames.TryRead<PlanState>("state", state, out var wanted, out var invalid))
            return invalid.ToProblem();

        IntegrationId? integration = integrationId is { } id ? new IntegrationId(id) : null;
        return TypedResults.Ok(await list.RunAsync(user.ToActor(), integration, wanted, page.ToRequest(), cancellationToken));
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, GetPlan get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new PlanId(id), cancellationToken)).ToOk();

    private static async Task<IResult> ItemsAsync(
        Guid id,
        [AsParameters] PlanItemQuery query,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListPlanItems list,
        CancellationToken cancellationToken)
    {
        if (!ApiNames.TryRead<PlannedChange>("change", query.Change, out var change, out var invalid) || !ApiNames.TryRead<PlanOutcome>("outcome", query.Outcome, out var outcome, out invalid))
            return invalid.ToProblem();

        return (await list.RunAsync(user.ToActor(), new PlanId(id), new PlanItemFilter(change, query.CompanyId, outcome), page.ToRequest(), cancellationToken)).ToOk();
    }

    private static async Task<IResult> ChooseAsync(Guid id, ChoiceBody body, ClaimsPrincipal user, ChoosePlanRows choose, CancellationToken cancellationToken) =>
        body.Excluded is not { } excludes
            ? new InvalidValue("excluded", "It is not said whether the rows are to be left out.", "Give true to leave them out, false to take them in again.").ToProblem()
            : (await choose.RunAsync(user.ToActor(), new PlanId(id), body.ToChoice(excludes), cancellationToken)).ToOk();

    private static async Task<IResult> ApplyAsync(Guid id, ApplyBody? body, ClaimsPrincipal user, ApplyPlan apply, CancellationToken cancellationToken)
    {
        var result = await apply.RunAsync(user.ToActor(), new PlanId(id), body?.Excluded ?? [], body?.Revision, cancellationToken);
        return result.IsOk ? TypedResults.Accepted($"/api/v1/plans/{id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> UndoAsync(Guid id, ClaimsPrincipal user, UndoPlan undo, CancellationToken cancellationToken)
    {
        var result = await undo.RunAsync(user.ToActor(), new PlanId(id), cancellationToken);
        return result.IsOk ? TypedResults.Accepted($"/api/v1/plans/{id}", result.Value) : result.Refusal.ToProblem();
    }
}

internal sealed record PlanItemQuery(string? Change, Guid? CompanyId, string? Outcome);

/// <param name="Excluded">Ids of rows to leave out beside those that are unticked; null for none.</param>
/// <param name="Revision">Of the plan as it was looked at; refused when it has become another. Null to apply it as it is.</param>
internal sealed record ApplyBody(IReadOnlyList<Guid>? Excluded, int? Revision);

/// <summary>Which rows are ticked or unticked: itemIds, or what the list of rows takes, or all.</summary>
/// <param name="Excluded">True to untick them.</param>
internal sealed record ChoiceBody([property: Required] bool? Excluded, IReadOnlyList<Guid>? ItemIds, bool? All, PlannedChange? Change, Guid? CompanyId, PlanOutcome? Outcome, string? Search, int? Revision)
{
    public PlanChoice ToChoice(bool excludes) => new(excludes)
    {
        ItemIds = ItemIds,
        Filter = new PlanItemFilter(Change, CompanyId, Outcome),
        Search = Search,
        All = All ?? false,
        Revision = Revision,
    };
}

/// <summary>What is to be planned; which members count depends on the kind.</summary>
/// <param name="On">Auto-Sync: whether it is switched on; true unless given.</param>
/// <param name="Skip">Unmap: whether the containers are never to be mapped from then on.</param>
/// <param name="Inside">Unmap: whether all inside the containers loses its own mapping and inherits theirs.</param>
/// <param name="Devices">Delete: keep or remove.</param>
internal sealed record PlanBody(
    [property: Required] PlanKind? Kind,
    Guid? IntegrationId,
    IReadOnlyList<Guid>? StagedDeviceIds,
    string? TypeKey,
    bool? All,
    IReadOnlyList<string>? TypeKeys,
    bool? On,
    Guid? ContainerId,
    IReadOnlyList<Guid>? ContainerIds,
    bool? Skip,
    bool? Inside,
    Guid? CompanyId,
    Guid? DeviceTypeId,
    IReadOnlyList<Guid>? DeviceIds,
    string? Devices)
{
    public PlanRequest ToRequest(PlanKind kind) => new(kind, IntegrationId)
    {
        StagedDeviceIds = kind is PlanKind.Import ? StagedDeviceIds : null,
        TypeKey = kind is PlanKind.Import or PlanKind.Retype ? TypeKey : null,
        All = All ?? false,
        TypeKeys = kind is PlanKind.AutoSync ? TypeKeys ?? (TypeKey is null ? null : [TypeKey]) : null,
        Off = On == false,
        ContainerIds = ContainerId is { } one ? [one] : ContainerIds,
        Skip = Skip ?? false,
        Inside = Inside ?? false,
        CompanyId = kind is PlanKind.Map or PlanKind.Move ? CompanyId : null,
        DeviceTypeId = DeviceTypeId,
        DeviceIds = DeviceIds,
        RemovesDevices = Devices is null ? null : Devices == "remove",
    };
}
