using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Sync.Writing;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// Before devices follow their containers: counts those that the vendor moved to another company. Too many at once, in all or of one
/// company, say more about the vendor's answer than about the devices, so then none follows until a person says so.
/// </summary>
internal static class MovesBrake
{
    /// <summary>Code of a run that held them; it asks for a person's attention as long as one of them waits.</summary>
    public const string Code = "too_many_moves";

    private const string Cure =
        "Check at the vendor whether the devices really were moved. Then say on the page Decisions whether they move or are left. If it was a mistake, mend it there: devices that are back where they were wait for nothing.";

    /// <summary>Keeps in the page's transaction what the vendor moved. From then on it waits, whatever becomes of the run.</summary>
    public static async Task NoteAsync(ConnectorsDb db, IReadOnlyDictionary<StagedDeviceId, StagedMove> moves, CancellationToken cancellationToken)
    {
        foreach (var group in moves.GroupBy(m => m.Value))
        {
            var (move, ids) = (group.Key, group.Select(m => m.Key).ToArray());
            await db.StagedDevices.Where(d => ids.Contains(d.Id))
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.MovedTo, move.To).SetProperty(x => x.IsMoveHeld, move.IsHeld), cancellationToken);
        }
    }

    /// <summary>The same for imported devices whose container the vendor gave to another company, in the caller's transaction.</summary>
    public static async Task NoteAsync(ConnectorsDb db, IReadOnlyList<Container> changed, CancellationToken cancellationToken)
    {
        foreach (var group in changed.Where(c => c.CompanyId is not null).GroupBy(c => c.CompanyId!.Value))
        {
            var (to, ids) = (group.Key, group.Select(c => (ContainerId?)c.Id).ToArray());
            await db.StagedDevices
                .Where(d => ids.Contains(d.ContainerId) && db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id
                    && db.Devices.Any(o => o.TenantId == l.TenantId && o.Id == l.DeviceId && o.CompanyId != to)))
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.MovedTo, to).SetProperty(x => x.IsMoveHeld, false), cancellationToken);
        }
    }

    /// <summary>Lets those follow that are few; holds them all when they are too many, together with those that wait already.</summary>
    /// <param name="limit">How many may go at once; null for the product's own rule.</param>
    /// <returns>What waits for a person; null when nothing does, or the integration does not follow.</returns>
    public static async Task<HeldMoves?> SettleAsync(RunProgress run, ConnectorsDb db, StagedIndex index, int? limit, CancellationToken cancellationToken)
    {
        if (index.OnMove != MoveChoice.Follow)
            return null;

        var moved = await Waiting(db, run.Run.IntegrationId)
            .Select(s => new { s.Record.Id, s.Record.Number, s.Record.TypeKey, Container = s.Container!.ExternalId, From = s.Device!.CompanyId, s.Record.IsMoveHeld })
            .ToListAsync(cancellationToken);
        StagedDeviceId[] fresh = [.. moved.Where(m => !m.IsMoveHeld).Select(m => m.Id)];
        if (fresh.Length == 0)
            return moved.Count == 0 ? null : new HeldMoves(Still(moved.Count), false);

        var imported = index.Entries.Where(e => e.DeviceCompany is not null && !e.IsGone).CountBy(e => e.DeviceCompany!.Value).ToDictionary();
        var present = imported.Values.Sum();
        var records = db.StagedDevices.Where(d => fresh.Contains(d.Id));
        if (IsOver([.. moved.Select(m => m.From)], imported, limit))
        {
            await records.ExecuteUpdateAsync(d => d.SetProperty(x => x.IsMoveHeld, true), cancellationToken);

            // Their pages were counted as if they followed; what a worker before counted is known by place only.
            var counted = moved.Where(m => !m.IsMoveHeld && (index.Following.Contains(m.Id) || (run.Log.IsResumed && run.Log.Seen.Contains(m.Number))));
            run.Log.CountAgain(db, run.Tally, counted.Select(m => new BookPlace(m.Container, m.TypeKey)), RecordOutcome.Updated, RecordOutcome.Held);

            // A few more beside those that wait are no reason to doubt all that this run read.
            if (!IsOver([.. moved.Where(m => !m.IsMoveHeld).Select(m => m.From)], imported, limit))
                return new HeldMoves(Still(moved.Count), false);

            var most = moved.CountBy(m => m.From).MaxBy(c => c.Value);
            var name = await db.Companies.Where(c => c.Id == most.Key).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken);
            return new HeldMoves(TooMany(run, moved.Count, present, name is null ? "" : $", of them {most.Value} of {imported.GetValueOrDefault(most.Key)} of {name}"), true);
        }

        await records.ExecuteUpdateAsync(d => d.SetProperty(x => x.MovedTo, (CompanyId?)null), cancellationToken);
        return moved.Count == fresh.Length ? null : new HeldMoves(Still(moved.Count - fresh.Length), false);
    }

    // The integration's limit is of missing devices. Raised for those, it must not let a fleet change its company; lowered, it counts here too.
    private static bool IsOver(IReadOnlyList<CompanyId> from, Dictionary<CompanyId, int> imported, int? limit)
    {
        var present = imported.Values.Sum();
        return from.Count > Limit(present) || (from.Count >= present && from.Count > MarkMissing.Limit(0))
            || from.CountBy(c => c).Any(c => c.Value > Limit(imported.GetValueOrDefault(c.Key)));

        int Limit(int of) => Math.Min(MarkMissing.Limit(of), MarkMissing.Limit(of, limit));
    }

    /// <summary>What the integration goes on to say after a run that did not look at devices.</summary>
    /// <returns>Null when nothing waits, or the run looked itself.</returns>
    public static async Task<SyncError?> StandingAsync(ConnectorsDb db, SyncRun run, CancellationToken cancellationToken)
    {
        if (run.Scope != SyncScope.Containers || !await db.Integrations.AnyAsync(i => i.Id == run.IntegrationId && i.OnMove == MoveChoice.Follow, cancellationToken))
            return null;

        var held = await Waiting(db, run.IntegrationId).CountAsync(s => s.Record.IsMoveHeld, cancellationToken);
        return held == 0 ? null : Still(held);
    }

    /// <summary>After a person decided about devices: the integration stops asking once none is left, in the caller's transaction.</summary>
    public static Task<int> EaseAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var held = Waiting(db, integration).Where(s => s.Record.IsMoveHeld);
        return db.Integrations.Where(i => i.Id == integration && i.AttentionCode == Code && !held.Any()).ExecuteUpdateAsync(
            i => i.SetProperty(x => x.AttentionCode, (string?)null).SetProperty(x => x.AttentionMessage, (string?)null).SetProperty(x => x.AttentionCure, (string?)null),
            cancellationToken);
    }

    /// <summary>The same for the integrations of some devices, of which the caller has the turns.</summary>
    /// <param name="only">The one that it has the turn of; null for all of the devices.</param>
    public static async Task EaseAsync(ConnectorsDb db, IntegrationId? only, DeviceId[] devices, CancellationToken cancellationToken)
    {
        var asking = await db.Integrations
            .Where(i => i.AttentionCode == Code && (only == null || i.Id == only) && db.DeviceLinks.Any(l => l.TenantId == i.TenantId && l.IntegrationId == i.Id && devices.Contains(l.DeviceId)))
            .Select(i => i.Id)
            .ToListAsync(cancellationToken);
        foreach (var integration in asking)
            await EaseAsync(db, integration, cancellationToken);
    }

    // Those of a container in doubt wait for its question; where it was mapped anew since, the move is a person's.
    private static IQueryable<StagedJoin> Waiting(ConnectorsDb db, IntegrationId integration) => StagedJoin
        .Of(db, db.StagedDevices.Where(d => d.IntegrationId == integration && d.MovedTo != null))
        .Where(s => s.Status == StagedStatus.Held && s.Link != null && s.Link.SupersededAt == null && !s.Container!.HoldsNewDevices && s.Record.MovedTo == s.Container.CompanyId);

    private static SyncError TooMany(RunProgress run, int moved, int present, string most)
    {
        var containers = run.Vendor.Connector.Manifest.Container?.Plural.ToLowerInvariant() ?? "containers";
        return new SyncError(
            Code,
            $"The vendor now has {moved} of {present} imported devices in {containers} of other companies than theirs{most}. That is more than may change at once, so none of them followed: all stay with the company that they were with, and nothing was marked as gone.",
            Cure);
    }

    private static SyncError Still(int held) => new(
        Code,
        held == 1
            ? "1 imported device, which the vendor moved to another company together with too many others, waits for a person. It stays with the company that it was with."
            : $"{held} imported devices, which the vendor moved to other companies together with too many others, wait for a person. They stay with the company that they were with.",
        Cure);
}

/// <summary>Moves that wait for a person.</summary>
/// <param name="IsNew">Whether this run held them, rather than one before.</param>
internal sealed record HeldMoves(SyncError Error, bool IsNew)
{
    /// <summary>What the run says when there was a reason before to doubt what it read.</summary>
    public SyncError After(SyncError? reason) => reason is null ? Error : Error with { Message = $"{Error.Message} Besides: {reason.Message}" };
}
