using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>How many devices have a type.</summary>
public sealed record DeviceTypeCount(DeviceTypeRef DeviceType, int Devices);

/// <summary>The devices of one company, or all, by type.</summary>
/// <param name="Company">Null for all companies together.</param>
public sealed record DeviceNumbersRow(CompanyRef? Company, int Devices, IReadOnlyList<DeviceTypeCount> Types);

/// <summary>How many devices there are.</summary>
public sealed record DeviceNumbers(DeviceNumbersRow Overall, IReadOnlyList<DeviceNumbersRow> Companies);

/// <summary>Counts the inventory by company and device type.</summary>
public sealed class DeviceNumbersReport(Databases databases)
{
    public async Task<DeviceNumbers> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var counts = await db.Devices.AsNoTracking()
            .GroupBy(d => new { d.CompanyId, d.DeviceTypeId })
            .Select(g => new Count(g.Key.CompanyId, g.Key.DeviceTypeId, g.Count()))
            .ToListAsync(cancellationToken);
        var types = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        DeviceNumbersRow Row(CompanyRef? company, IReadOnlyList<Count> own) => new(
            company,
            own.Sum(c => c.Devices),
            [
                .. own.GroupBy(c => c.DeviceTypeId)
                    .Select(g => new DeviceTypeCount(new DeviceTypeRef(g.Key.Value, types.GetValueOrDefault(g.Key, "")), g.Sum(c => c.Devices)))
                    .OrderBy(t => t.DeviceType.Name, StringComparer.OrdinalIgnoreCase),
            ]);
        return new DeviceNumbers(Row(null, counts), await ReportRows.ByCompanyAsync(db, counts, c => c.CompanyId, Row, cancellationToken));
    }

    private sealed record Count(CompanyId CompanyId, DeviceTypeId DeviceTypeId, int Devices);
}
