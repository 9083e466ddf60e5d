using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// Devices that a person put elsewhere after a plan had changed the mapping of their containers: they stay there when the
/// mapping comes back, and nobody is asked about them.
/// </summary>
internal static class PlacedSince
{
    /// <param name="containers">With their companies as the undo has brought them back.</param>
    /// <param name="former">Their companies before the undo.</param>
    public static async Task KeepAsync(
        ConnectorsDb db,
        Plan plan,
        IReadOnlyList<Container> containers,
        Dictionary<ContainerId, CompanyId?> former,
        CancellationToken cancellationToken)
    {
        // The plan's own moves are no person's putting elsewhere.
        var applied = await db.PlanItems.Where(i => i.PlanId == plan.Id).MaxAsync(i => i.AppliedAt, cancellationToken) ?? plan.AppliedAt;
        foreach (var group in containers.Where(c => c.CompanyId is not null && c.CompanyId != former[c.Id]).GroupBy(c => (From: former[c.Id], To: c.CompanyId!.Value)))
        {
            var (from, to) = group.Key;
            ContainerId?[] ids = [.. group.Select(c => (ContainerId?)c.Id)];
            await db.StagedDevices
                .Where(s => ids.Contains(s.ContainerId) && s.KeptFrom == from
                    && db.DeviceLinks.Any(l => l.TenantId == s.TenantId && l.StagedDeviceId == s.Id && l.SupersededAt == null
                        && db.Devices.Any(d => d.TenantId == l.TenantId && d.Id == l.DeviceId && d.CompanyId != to && d.CompanyId != from)
                        && db.DeviceChanges.Any(c => c.TenantId == l.TenantId && c.DeviceId == l.DeviceId && c.Key == ChangedThings.Company && c.RunId == null && c.At > applied)))
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.KeptFrom, to), cancellationToken);
        }
    }
}
