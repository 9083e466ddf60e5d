using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Records whose place on their device another one took, and that the vendor reports again all the same: a decision for each integration.</summary>
public sealed class RecordsReturned(Databases databases, SplitDevice split, JoinDevices join) : IDecisionSource
{
    private const string Split = "split";
    private const string Link = "linkAgain";

    // Each is a transaction of its own.
    private const int MostAtOnce = 200;

    public DecisionKind Kind => DecisionKind.RecordReturned;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var groups = await Back(db)
            .GroupBy(s => s.Record.IntegrationId)
            .Select(g => new { Integration = g.Key, Count = g.Count(), First = g.Min(s => s.Record.Name), Last = g.Max(s => s.Record.Name) })
            .ToListAsync(cancellationToken);
        if (groups.Count == 0)
            return [];

        var integrations = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        return [.. groups.Where(g => integrations.ContainsKey(g.Integration)).Select(g => new Decision
        {
            Id = Decision.IdOf(Kind, g.Integration.Value),
            Kind = Kind,
            What = g.Count == 1 ? $"{integrations[g.Integration]} reports a device again that another record had taken the place of." : $"{integrations[g.Integration]} reports {g.Count} devices again that other records had taken the place of.",
            Why = "Two records with one serial number are there at once: two devices may share it, or one of them was enrolled anew and left its old record behind.",
            Recommended = Split,
            Answers = [new DecisionAnswer(Split, g.Count == 1 ? "It is another device: make it one of its own" : "They are other devices: make each one of its own"), new DecisionAnswer(Link, "It is the same device: let both records tell of it")],
            Count = g.Count,
            Sample = new Waiting(g.Count, g.First, g.Last).Sample,
            Integration = new IntegrationRef(g.Integration.Value, integrations[g.Integration]),
            Link = $"/integrations/{g.Integration.Value}/devices?status=held",
            Fingerprint = Prints.Of(g.Integration.Value),
            Subject = g.Integration,
        })];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var integration = (IntegrationId)decision.Subject!;
        await using var db = databases.Open(actor.Tenant);
        var rows = await Back(db).Where(s => s.Record.IntegrationId == integration)
            .Select(s => new { Record = s.Record.Id, Device = s.Link!.DeviceId }).Take(MostAtOnce).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return new DecisionGone();

        foreach (var row in rows)
        {
            var refusal = answer == Split
                ? (await split.RunAsync(actor, row.Device, row.Record.Value, cancellationToken)).Refusal
                : (await join.RunAsync(actor, row.Device, new JoinRequest(StagedDeviceId: row.Record.Value), cancellationToken)).Refusal;
            if (refusal is not null)
                return refusal;
        }

        return null;
    }

    private static IQueryable<StagedJoin> Back(ConnectorsDb db) => StagedJoin
        .Of(db, db.StagedDevices.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.SupersededAt != null)))
        .Where(s => s.Status == StagedStatus.Held && s.Link != null && s.Link.SupersededAt != null);
}
