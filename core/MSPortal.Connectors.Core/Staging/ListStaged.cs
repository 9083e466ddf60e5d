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
    StagedStatus? Status = null)
{
    /// <summary>Only what is in the inventory and still at the vendor, whatever its status: what the coverage report counts as imported.</summary>
    public bool Imported { get; init; }

    /// <summary>Only what this figure of the coverage report counts.</summary>
    public CoverageFigure? Figure { get; init; }
}

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
    string? WebLink)
{
    /// <summary>The container that the vendor has it in; null for none, or one that is not known.</summary>
    public Guid? ContainerId { get; init; }

    /// <summary>The names from the top down to the container, "Acme / Macs / Lab"; null without one.</summary>
    public string? ContainerPath { get; init; }
}

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

        var all = Filter(db, db.StagedDevices.Where(d => d.IntegrationId == integration), filter, request);
        var wanted = WithStatus(db, all, filter);
        var sorted = request.Sort is "status" or "-status" && filter is { Status: null, Imported: false, Figure: null }
            ? ByStatus(StagedJoin.Of(db, all).Where(s => s.Container!.CompanyId != null), request.Sort)
            : Sort(db, wanted, request.Sort);
        return await sorted.Select(d => d.Id).ToPageAsync(wanted, request, ids => RowsAsync(db, ids, cancellationToken), cancellationToken);
    }

    /// <summary>The views of a page's devices.</summary>
    internal static async Task<Dictionary<StagedDeviceId, StagedView>> RowsAsync(ConnectorsDb db, IReadOnlyList<StagedDeviceId> ids, CancellationToken cancellationToken)
    {
        var rows = await (
            from s in StagedJoin.Of(db, db.StagedDevices.Where(d => ids.Contains(d.Id)))
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
                s.Record.ContainerId,
                ContainerName = s.Container == null ? null : s.Container.Name,
                s.Record.Manufacturer,
                s.Record.Model,
                s.Status,
                FailureCode = s.Container != null && s.Container.HoldsNewDevices ? null : s.Record.FailureCode,
                s.Record.FailureMessage,
                IsSuperseded = s.Link != null && s.Link.SupersededAt != null,
                DeviceId = s.Link == null ? (Guid?)null : s.Link.DeviceId.Value,
                s.Record.WebLink,
            }).AsNoTracking().ToListAsync(cancellationToken);

        var paths = await ContainerPaths.OfAsync(db, [.. rows.Select(r => r.ContainerId).OfType<ContainerId>().Distinct()], cancellationToken);
        return rows.ToDictionary(r => r.Id, r => new StagedView(
            r.Id.Value, r.ExternalId, r.Name, r.SerialNumber, r.TypeKey, r.TypeName, r.Company, r.ContainerName, r.Manufacturer, r.Model,
            r.Status, StatusReason.Of(r.Status, r.TypeName, r.FailureCode, r.FailureMessage, r.DeviceId is not null, r.IsSuperseded), r.DeviceId, r.WebLink)
        {
            ContainerId = r.ContainerId?.Value,
            ContainerPath = r.ContainerId is { } container ? paths.GetValueOrDefault(container) : null,
        });
    }

    // A status needs a look at all that it depends on; where nobody asks for one, most of that is left out.
    private static IQueryable<StagedDevice> WithStatus(ConnectorsDb db, IQueryable<StagedDevice> devices, StagedFilter filter)
    {
        if (filter.Imported)
            devices = CoverageFigures.Of(db, devices, CoverageFigure.Imported);
        if (filter.Figure is { } figure)
            devices = CoverageFigures.Of(db, devices, figure);
        return filter.Status is { } wanted ? StagedJoin.Of(db, devices).Where(s => s.Status == wanted).Select(s => s.Record)
            : filter is { Imported: true } or { Figure: not null } ? devices

            // Devices of unmapped containers are not in staging; the few that are imported are shown when asked for.
            : devices.Where(d => db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId != null));
    }

    private static IQueryable<StagedDevice> Filter(ConnectorsDb db, IQueryable<StagedDevice> devices, StagedFilter filter, PageRequest request)
    {
        if (filter.Unimported)
            devices = devices.Where(d => !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id));
        if (filter.CompanyId is { } company)
        {
            var id = new CompanyId(company);
            devices = devices.Where(d => db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId == id));
        }

        if (filter.ContainerId is { } container)
        {
            var id = new ContainerId(container);
            devices = devices.Where(d => d.ContainerId == id);
        }

        if (filter.TypeKey is { } key)
        {
            var type = StorableText.Of(key);
            devices = devices.Where(d => d.TypeKey == type);
        }

        if (request.SearchPattern is { } like)
            devices = devices.Where(d => EF.Functions.Like(d.SearchText!, like, @"\"));

        return devices;
    }

    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["name", "serialNumber", "type", "model", "status", "company"];

    private static IQueryable<StagedDevice> Sort(ConnectorsDb db, IQueryable<StagedDevice> devices, string? sort) => sort switch
    {
        "-name" => devices.OrderByDescending(d => d.Name).ThenBy(d => d.Id),
        "serialNumber" => devices.OrderBy(d => d.SerialNumber).ThenBy(d => d.Id),
        "-serialNumber" => devices.OrderByDescending(d => d.SerialNumber).ThenBy(d => d.Id),
        "model" => devices.OrderBy(d => d.Model).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "-model" => devices.OrderByDescending(d => d.Model).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "type" => StagedJoin.Of(db, devices).OrderBy(s => s.Type.Name).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id).Select(s => s.Record),
        "-type" => StagedJoin.Of(db, devices).OrderByDescending(s => s.Type.Name).ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id).Select(s => s.Record),
        "company" or "-company" => ByCompany(db, devices, sort),
        "status" or "-status" => ByStatus(StagedJoin.Of(db, devices), sort),
        _ => devices.OrderBy(d => d.Name).ThenBy(d => d.Id),
    };

    private static IQueryable<StagedDevice> ByCompany(ConnectorsDb db, IQueryable<StagedDevice> devices, string sort)
    {
        var rows =
            from record in devices
            join container in db.Containers on new { record.TenantId, Id = record.ContainerId } equals new { container.TenantId, Id = (ContainerId?)container.Id } into containers
            from container in containers.DefaultIfEmpty()
            join company in db.Companies on new { container.TenantId, Id = container.CompanyId } equals new { company.TenantId, Id = (CompanyId?)company.Id } into companies
            from company in companies.DefaultIfEmpty()
            select new { Record = record, Company = company.NameKey };
        return (sort == "company" ? rows.OrderBy(r => r.Company) : rows.OrderByDescending(r => r.Company))
            .ThenBy(r => r.Record.Name).ThenBy(r => r.Record.Id).Select(r => r.Record);
    }

    private static IQueryable<StagedDevice> ByStatus(IQueryable<StagedJoin> devices, string sort) =>
        (sort == "status" ? devices.OrderBy(s => s.Status) : devices.OrderByDescending(s => s.Status))
        .ThenBy(s => s.Record.Name).ThenBy(s => s.Record.Id).Select(s => s.Record);
}
