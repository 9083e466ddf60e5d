using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What moving devices of the inventory to a company would do.</summary>
internal static class DraftMove
{
    private const int IdsAtOnce = 1_000;

    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, PlanRequest request, CancellationToken cancellationToken)
    {
        var to = new CompanyId(request.CompanyId!.Value);
        if (await db.Companies.Where(c => c.Id == to).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken) is not { } company)
            return new Missing("company");

        List<DraftRow> rows = [];
        foreach (var ids in request.DeviceIds!.Select(id => new DeviceId(id)).Chunk(IdsAtOnce))
        {
            var devices = await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id))
                .Select(d => new { d.Id, d.Name, d.SerialNumber, d.CompanyId })
                .ToListAsync(cancellationToken);
            if (devices.Count != ids.Length)
                return new Missing("device");

            var bases = await BasesAsync(db, ids, cancellationToken);
            rows.AddRange(devices.Select(d => d.CompanyId == to
                ? new DraftRow(null, d.Id, d.Name, d.SerialNumber, to, to, PlannedChange.Skip, "already_there", "It belongs to this company already.", bases[d.Id])
                : new DraftRow(null, d.Id, d.Name, d.SerialNumber, d.CompanyId, to, PlannedChange.Move, "chosen", "It was chosen to move here.", bases[d.Id])));
        }

        return new PlanDraft(
            rows.Count == 1 ? $"Move {rows[0].Name} to {company}" : $"Move {rows.Count} devices to {company}",
            [.. rows.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Key)],
            "");
    }

    /// <summary>What the rows of devices are based on: where they are, and where the records they came from are.</summary>
    public static async Task<Dictionary<DeviceId, string>> BasesAsync(ConnectorsDb db, DeviceId[] ids, CancellationToken cancellationToken)
    {
        var companies = await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.CompanyId }).ToListAsync(cancellationToken);
        var places = await (
            from link in db.DeviceLinks.AsNoTracking()
            where ids.Contains(link.DeviceId)
            join record in db.StagedDevices on new { link.TenantId, Id = link.StagedDeviceId } equals new { record.TenantId, record.Id }
            join container in db.Containers
                on new { record.TenantId, Id = record.ContainerId } equals new { container.TenantId, Id = (Containers.ContainerId?)container.Id } into containers
            from container in containers.DefaultIfEmpty()
            select new { link.DeviceId, record.Id, Company = container == null ? null : container.CompanyId }).ToListAsync(cancellationToken);
        var of = places.ToLookup(p => p.DeviceId, p => $"|{p.Id.Value}:{p.Company?.Value}");
        return companies.ToDictionary(c => c.Id, c => Digest.Of($"{c.CompanyId.Value}{string.Concat(of[c.Id].Order(StringComparer.Ordinal))}"));
    }
}
