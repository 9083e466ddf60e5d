using System.Security.Claims;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/devices").WithTags("Devices");
        group.MapGet("/", ListAsync).WithName("ListDevices").WithSummary("List the inventory").Produces<Page<DeviceRow>>().SortedBy(ListDevices.Sorts);
        group.MapGet("/{id:guid}", GetAsync).WithName("GetDevice").WithSummary("A device with all its readings").Produces<DeviceDetail>();
        group.MapGet("/{id:guid}/history", HistoryAsync).WithName("ListDeviceHistory").WithSummary("What changed on a device, newest first").Produces<Page<DeviceChangeView>>().SortedBy(ListDeviceHistory.Sorts);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] DeviceQuery query,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListDevices list,
        CancellationToken cancellationToken)
    {
        var filter = query.ToFilter();
        return filter.IsOk ? TypedResults.Ok(await list.RunAsync(user.ToActor(), filter.Value, page.ToRequest(), cancellationToken)) : filter.Refusal.ToProblem();
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, GetDevice get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new DeviceId(id), cancellationToken)).ToOk();

    private static async Task<IResult> HistoryAsync(
        Guid id,
        string? key,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListDeviceHistory list,
        CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), new DeviceId(id), key, page.ToRequest(), cancellationToken)).ToOk();
}

/// <param name="OsName">"unknown" for devices that do not tell; so for the version.</param>
/// <param name="Check">Key of a check of the compliance report.</param>
/// <param name="CheckState">pass, fail, unknown, stale or notApplicable; of the check.</param>
/// <param name="Seen">current, stale or unknown.</param>
/// <param name="Days">After how many days without a report a device is stale; 30 unless given.</param>
internal sealed record DeviceQuery(
    Guid? CompanyId,
    Guid? DeviceTypeId,
    string? OsName,
    string? OsVersion,
    bool? Online,
    string? Check,
    string? CheckState,
    string? Seen,
    int? Days,
    DateTimeOffset? LastSeenBefore,
    DateTimeOffset? LastSeenAfter)
{
    public Result<DeviceFilter> ToFilter()
    {
        var check = SecurityCheck.Find(Check);
        if (Check is not null && check is null)
            return new InvalidValue("check", $"\"{Check}\" is no check.", $"Use one of: {string.Join(", ", SecurityCheck.All.Select(c => c.Key))}.");
        if (!ApiNames.TryRead<CheckState>("checkState", CheckState, out var checkState, out var refusal) || !ApiNames.TryRead<SeenState>("seen", Seen, out var seen, out refusal))
            return refusal;
        if ((check is null) != (checkState is null))
            return new InvalidValue("checkState", "check and checkState go together.", "Give both, or neither.");

        var stale = StaleAfter.From(Days);
        return stale.IsOk
            ? new DeviceFilter(CompanyId, DeviceTypeId, OsName, Online)
            {
                OsVersion = OsVersion,
                Check = check,
                CheckState = checkState,
                Seen = seen,
                StaleAfter = stale.Value,
                SeenBefore = LastSeenBefore,
                SeenAfter = LastSeenAfter,
            }
            : stale.Refusal;
    }
}
