using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class StagingEndpoints
{
    public static void MapStaging(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/integrations/{id:guid}").WithTags("Staging and import");
        group.MapGet("/staged-devices", ListAsync).WithName("ListStagedDevices").WithSummary("List staged devices").Produces<Page<StagedView>>().SortedBy(ListStaged.Sorts);
        group.MapGet("/staged-devices/{stagedDeviceId:guid}", GetStagedAsync).WithName("GetStagedDevice").WithSummary("One staged device").Produces<StagedView>();
        group.MapPost("/imports", StartAsync).WithName("StartImport").WithSummary("Import staged devices in the background").Produces<ImportView>(202);
        group.MapGet("/imports/{importId:guid}", GetAsync).WithName("GetImport").WithSummary("Progress and result of an import").Produces<ImportView>();
    }

    private static async Task<IResult> ListAsync(
        Guid id,
        [AsParameters] StagedQuery query,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListStaged list,
        CancellationToken cancellationToken)
    {
        if (!ApiNames.TryRead<StagedStatus>("status", query.Status, out var status, out var invalid))
            return invalid.ToProblem();
        if (!ApiNames.TryRead<CoverageFigure>("figure", query.Figure, out var figure, out invalid))
            return invalid.ToProblem();

        var filter = new StagedFilter(query.Unimported ?? false, query.CompanyId, query.ContainerId, query.TypeKey, status) { Imported = query.Imported ?? false, Figure = figure };
        return (await list.RunAsync(user.ToActor(), new IntegrationId(id), filter, page.ToRequest(), cancellationToken)).ToOk();
    }

    private static async Task<IResult> GetStagedAsync(Guid id, Guid stagedDeviceId, ClaimsPrincipal user, GetStaged get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new IntegrationId(id), new StagedDeviceId(stagedDeviceId), cancellationToken)).ToOk();

    private static async Task<IResult> StartAsync(
        Guid id,
        ImportRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal user,
        StartImport start,
        CancellationToken cancellationToken)
    {
        var selection = new ImportSelection(request.StagedDeviceIds, request.TypeKey, request.All ?? false);
        var result = await start.RunAsync(user.ToActor(), new IntegrationId(id), selection, idempotencyKey, cancellationToken);
        return result.IsOk ? TypedResults.Accepted($"/api/v1/integrations/{id}/imports/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> GetAsync(Guid id, Guid importId, ClaimsPrincipal user, GetImport get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new IntegrationId(id), new DeviceImportId(importId), cancellationToken)).ToOk();
}

/// <param name="Unimported">Only what is not in the inventory.</param>
/// <param name="Imported">Only what is in the inventory and still at the vendor.</param>
/// <param name="Status">new, changed, imported, failed, ignored, typeUnmapped, containerUnmapped, held or notSeen.</param>
/// <param name="Figure">Only what this figure of the coverage report counts: source, imported, difference, new, failed, held, typeUnmapped, typeIgnored or notSeen.</param>
internal sealed record StagedQuery(bool? Unimported, bool? Imported, Guid? CompanyId, Guid? ContainerId, string? TypeKey, string? Status, string? Figure);

internal sealed record ImportRequest(IReadOnlyList<Guid>? StagedDeviceIds, string? TypeKey, bool? All);
