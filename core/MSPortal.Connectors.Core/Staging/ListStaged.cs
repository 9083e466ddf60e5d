using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>Which staged devices are wanted; null leaves a filter out.</summary>
public sealed record StagedFilter(
    bool Unimported = false,
    Guid? CompanyId = null,
    Guid? ContainerId = null,
    string? TypeKey = null,
    StagedStatus? Status = null);

/// <summary>A staged device for people and programs.</summary>
public sealed record StagedView(
    Guid Id,
    string ExternalId,
    string Name,
    string? SerialNumber,
    string TypeKey,
    string Type,
    CompanyRef? Company,
    string? Container,
    string? Manufacturer,
    string? Model,
    StagedStatus Status,
    StatusReason? Reason,
    Guid? DeviceId,
    string? WebLink);

/// <summary>Lists the staged devices of an integration.</summary>
public sealed class ListStaged(Databases databases)
{
    public async Task<Result<Page<StagedView>>> RunAsync(
        Actor actor,
        IntegrationId integration,
        StagedFilter filter,
        PageRequest request,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Integrations.AnyAsync(i => i.Id == integration, cancellationToken))
            return new Missing("integration");

        var rows = Filter(StagedJoin.In(db, integration), filter, request);
        var page = await (
            from s in Sort(rows, request.Sort)
            join company in db.Companies
                on new { s.Record.TenantId, Id = s.Container!.CompanyId } equals new { company.TenantId, Id = (CompanyId?)company.Id } into companies
            from company in companies.DefaultIfEmpty()
            select new
            {
                s.Record.Id,
                s.Record.ExternalId,
                s.Record.Name,
                s.Record.SerialNumber,
                s.Record.TypeKey,
                TypeName = s.Type.Name,
                Company = company == null ? null : new CompanyRef(company.Id.Value, company.Name),
                ContainerName = s.Container == null ? null : s.Container.Name,
                s.Record.Manufacturer,
                s.Record.Model,
                s.Status,
                FailureCode = s.Container != null && s.Container.HoldsNewDevices ? null : s.Record.FailureCode,
                s.Record.FailureMessage,
                IsSuperseded = s.Link != null && s.Link.SupersededAt != null,
                DeviceId = s.Link == null ? (Guid?)null : s.Link.DeviceId.Value,
                s.Record.WebLink,
            }).AsNoTracking().ToPageAsync(request, cancellationToken);

        return new Page<StagedView>(
            [.. page.Items.Select(r => new StagedView(
                r.Id.Value, r.ExternalId, r.Name, r.SerialNumber, r.TypeKey, r.TypeName, r.Company, r.ContainerName, r.Manufacturer, r.Model,
                r.Status, StatusReason.Of(r.Status, r.TypeName, r.FailureCode, r.FailureMessage, r.DeviceId is not null, r.IsSuperseded), r.DeviceId, r.WebLink))],
            page.PageNumber,
            page.PageSize,
            page.Total);
    }

    private static IQueryable<StagedJoin> Filter(IQueryable<StagedJoin> rows, StagedFilter filter, PageRequest request)
    {
        // Devices of unmapped containers are not in staging; the few that are imported are shown when asked for.
        rows = filter.Status is { } status ? rows.Where(s => s.Status == status) : rows.Where(s => s.Status != StagedStatus.ContainerUnmapped);
        if (filter.Unimported)
            rows = rows.Where(s => s.Link == null);
        if (filter.CompanyId is { } company)
        {
            var id = new CompanyId(company);
            rows = rows.Where(s => s.Container!.CompanyId == id);
        }

        if (filter.ContainerId is { } container)
        {
            var id = new ContainerId(container);
            rows = rows.Where(s => s.Record.ContainerId == id);
        }

        if (filter.TypeKey is { } key)
        {
            var type = StorableText.Of(key);
            rows = rows.Where(s => s.Record.TypeKey == type);
        }

        if (request.LikePattern is { } like)
        {
            rows = rows.Where(s => EF.Functions.Like(s.Record.Name.ToLower(), like, @"\")
                || EF.Functions.Like(s.Record.SerialNumber!.ToLower(), like, @"\")
                || EF.Functions.Like(s.Record.ExternalId.ToLower(), like, @"\")
                || EF.Functions.Like(s.Record.Model!.ToLower(), like, @"\"));
        }

        return rows;
    }

    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["name", "serialNumber", "type", "model", "status"];

    private static IQueryable<StagedJoin> Sort(IQueryable<StagedJoin> rows, string? sort) => sort switch
    {
        "-name" => rows.OrderByDescending(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "serialNumber" => rows.OrderBy(s => s.Record.SerialNumber).ThenBy(s => s.Record.Id),
        "-serialNumber" => rows.OrderByDescending(s => s.Record.SerialNumber).ThenBy(s => s.Record.Id),
        "type" => rows.OrderBy(s => s.Type.Name).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "-type" => rows.OrderByDescending(s => s.Type.Name).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "model" => rows.OrderBy(s => s.Record.Model).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "-model" => rows.OrderByDescending(s => s.Record.Model).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "status" => rows.OrderBy(s => s.Status).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        "-status" => rows.OrderByDescending(s => s.Status).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
        _ => rows.OrderBy(s => s.Record.Name).ThenBy(s => s.Record.Id),
    };
}
