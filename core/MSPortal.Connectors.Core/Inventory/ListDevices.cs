using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>A device as a line of the inventory.</summary>
public sealed record DeviceRow(
    Guid Id,
    string Name,
    string? SerialNumber,
    CompanyRef Company,
    DeviceTypeRef DeviceType,
    string? Manufacturer,
    string? Model,
    string? OsName,
    string? OsVersion,
    string? CurrentUser,
    DateTimeOffset? LastSeenAt,
    bool? Online);

/// <summary>Lists the inventory.</summary>
public sealed class ListDevices(Databases databases, TimeProvider clock)
{
    private const int MostNamed = 25_000;

    // One letter or two are in most notes, and would say nothing.
    private const int ShortestOwn = 3;

    public async Task<Page<DeviceRow>> RunAsync(Actor actor, DeviceFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var wanted = filter.Of(await FoundAsync(db, request, cancellationToken), clock.GetUtcNow());
        return await Sort(db, wanted, request.Sort).Select(d => d.Id).ToPageAsync(wanted, request, ids => RowsAsync(db, ids, cancellationToken), cancellationToken);
    }

    // Which notes and own fields hold the text is looked up first: with these lookups inside the query, PostgreSQL takes it to find most devices, and
    // walks them all in the order of their names.
    private static async Task<IQueryable<Device>> FoundAsync(ConnectorsDb db, PageRequest request, CancellationToken cancellationToken)
    {
        var devices = db.Devices.AsNoTracking();
        if (request.SearchPattern is not { } like)
            return devices;
        if (request.Search!.Trim().Length < ShortestOwn)
            return devices.Where(d => EF.Functions.Like(d.SearchText!, like, @"\"));

        var noted = await db.DeviceNotes.Where(n => EF.Functions.Like(n.SearchText!, like, @"\")).Select(n => n.DeviceId).Take(MostNamed + 1).ToListAsync(cancellationToken);
        var valued = noted.Count > MostNamed ? [] : await db.OwnValues.Where(v => EF.Functions.Like(v.SearchText!, like, @"\")).Select(v => v.DeviceId).Take(MostNamed + 1).ToListAsync(cancellationToken);
        DeviceId[] named = [.. noted.Union(valued)];
        return named.Length == 0 ? devices.Where(d => EF.Functions.Like(d.SearchText!, like, @"\"))
            : noted.Count <= MostNamed && valued.Count <= MostNamed ? devices.Where(d => EF.Functions.Like(d.SearchText!, like, @"\") || named.Contains(d.Id))
            : devices.Where(d => EF.Functions.Like(d.SearchText!, like, @"\")
                || db.DeviceNotes.Any(n => n.TenantId == d.TenantId && n.DeviceId == d.Id && EF.Functions.Like(n.SearchText!, like, @"\"))
                || db.OwnValues.Any(v => v.TenantId == d.TenantId && v.DeviceId == d.Id && EF.Functions.Like(v.SearchText!, like, @"\")));
    }

    private static async Task<Dictionary<DeviceId, DeviceRow>> RowsAsync(ConnectorsDb db, IReadOnlyList<DeviceId> ids, CancellationToken cancellationToken) =>
        await db.Devices.Where(d => ids.Contains(d.Id))
            .Join(db.Companies, d => new { d.TenantId, Id = d.CompanyId }, c => new { c.TenantId, c.Id }, (Device, Company) => new { Device, Company })
            .Join(db.DeviceTypes, x => new { x.Device.TenantId, Id = x.Device.DeviceTypeId }, t => new { t.TenantId, t.Id }, (x, Type) => new { x.Device, x.Company, Type })
            .Select(x => new DeviceRow(
                x.Device.Id.Value,
                x.Device.Name,
                x.Device.SerialNumber,
                new CompanyRef(x.Company.Id.Value, x.Company.Name),
                new DeviceTypeRef(x.Type.Id.Value, x.Type.Name),
                x.Device.Manufacturer,
                x.Device.Model,
                x.Device.OsName,
                x.Device.OsVersion,
                x.Device.CurrentUser,
                x.Device.Observation.LastSeenAt,
                x.Device.Observation.Online))
            .ToDictionaryAsync(r => new DeviceId(r.Id), cancellationToken);

    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["name", "serialNumber", "model", "osVersion", "lastSeenAt", "company"];

    private static IQueryable<Device> Sort(ConnectorsDb db, IQueryable<Device> devices, string? sort) => sort switch
    {
        "-name" => devices.OrderByDescending(d => d.Name).ThenBy(d => d.Id),
        "company" => WithCompany(db, devices).OrderBy(x => x.Company.NameKey).ThenBy(x => x.Device.Name).ThenBy(x => x.Device.Id).Select(x => x.Device),
        "-company" => WithCompany(db, devices).OrderByDescending(x => x.Company.NameKey).ThenBy(x => x.Device.Name).ThenBy(x => x.Device.Id).Select(x => x.Device),
        "serialNumber" => devices.OrderBy(d => d.SerialNumber).ThenBy(d => d.Id),
        "-serialNumber" => devices.OrderByDescending(d => d.SerialNumber).ThenBy(d => d.Id),
        "model" => devices.OrderBy(d => d.Model).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "-model" => devices.OrderByDescending(d => d.Model).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "osVersion" => devices.OrderBy(d => d.OsVersion).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "-osVersion" => devices.OrderByDescending(d => d.OsVersion).ThenBy(d => d.Name).ThenBy(d => d.Id),
        "lastSeenAt" => devices.OrderBy(d => d.Observation.LastSeenAt).ThenBy(d => d.Id),
        "-lastSeenAt" => devices.OrderByDescending(d => d.Observation.LastSeenAt).ThenBy(d => d.Id),
        _ => devices.OrderBy(d => d.Name).ThenBy(d => d.Id),
    };

    private static IQueryable<DeviceOfCompany> WithCompany(ConnectorsDb db, IQueryable<Device> devices) =>
        devices.Join(db.Companies, d => new { d.TenantId, Id = d.CompanyId }, c => new { c.TenantId, c.Id }, (device, company) => new DeviceOfCompany { Device = device, Company = company });

    private sealed class DeviceOfCompany
    {
        public required Device Device { get; init; }

        public required Company Company { get; init; }
    }
}
