using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What deleting an integration would do to the devices that came from it.</summary>
internal static class DraftDeletion
{
    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, Integration integration, PlanRequest request, CancellationToken cancellationToken)
    {
        var devices = await db.Devices.AsNoTracking()
            .Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id && l.IntegrationId == integration.Id))
            .Select(d => new
            {
                d.Id,
                d.Name,
                d.SerialNumber,
                d.CompanyId,
                HasOther = db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id && l.IntegrationId != integration.Id),
            })
            .ToListAsync(cancellationToken);
        var removes = request.RemovesDevices == true;
        List<DraftRow> rows = [];
        foreach (var d in devices.OrderBy(d => d.Name, StringComparer.OrdinalIgnoreCase).ThenBy(d => d.Id.Value))
        {
            var (change, code, reason) =
                !removes ? (PlannedChange.Skip, "kept", "It stays in the inventory, and gets no new values from this integration.")
                : d.HasOther ? (PlannedChange.Skip, "has_other_source", "It stays in the inventory, because it comes from another integration as well.")
                : (PlannedChange.Retire, "removed", "It is removed from the inventory for good, with its history.");
            rows.Add(new DraftRow(null, d.Id, d.Name, d.SerialNumber, d.CompanyId, d.CompanyId, change, code, reason, Digest.Of($"{d.CompanyId.Value}|{d.HasOther}")));
        }

        return new PlanDraft($"Delete \"{integration.Name}\" and {(removes ? "remove" : "keep")} its devices", rows, "")
        {
            WhyNotUndoable = "Its stored secrets, its mappings and what was staged are destroyed with it. Connect the vendor account again to have it back; devices that were kept stay in the inventory.",
        };
    }
}
