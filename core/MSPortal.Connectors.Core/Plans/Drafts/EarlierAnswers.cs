using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What people said last of devices that wait: left out of an import, or an import of theirs taken back. As long as the rows of those plans are kept.</summary>
internal static class EarlierAnswers
{
    // Older ones are hardly what somebody has in mind, and their rows may be many.
    private const int MostPlans = 20;

    /// <returns>A sentence for each device of which something was said.</returns>
    public static async Task<Dictionary<StagedDeviceId, string>> ReadAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var tenant = db.Tenant;
        var answers = await db.Plans.AsNoTracking()
            .Where(p => p.IntegrationId == integration && p.Kind == PlanKind.Import && p.AppliedAt != null && p.RowsRemovedAt == null)
            .OrderByDescending(p => p.AppliedAt)
            .Take(MostPlans)
            .Join(
                db.PlanItems.Where(i => i.TenantId == tenant && i.StagedDeviceId != null && (i.Outcome == PlanOutcome.Excluded || i.Outcome == PlanOutcome.Undone)),
                p => p.Id,
                i => i.PlanId,
                (p, i) => new { Device = i.StagedDeviceId!.Value, i.Outcome, p.AppliedBy, p.AppliedAt, p.UndoneBy, p.UndoneAt })
            .ToListAsync(cancellationToken);
        return answers
            .Select(a => a.Outcome is PlanOutcome.Undone ? (a.Device, At: a.UndoneAt ?? a.AppliedAt!.Value, Says: $"{a.UndoneBy} took its import back on") : (a.Device, At: a.AppliedAt!.Value, Says: $"It was left out of an import that {a.AppliedBy} applied on"))
            .GroupBy(a => a.Device)
            .Select(g => g.MaxBy(a => a.At))
            .ToDictionary(a => a.Device, a => string.Create(CultureInfo.InvariantCulture, $"{a.Says} {a.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC; untick it if it is to stay out."));
    }
}
