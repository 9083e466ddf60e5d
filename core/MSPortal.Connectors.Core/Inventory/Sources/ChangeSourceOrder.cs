using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>The wanted order of one section.</summary>
/// <param name="Integrations">The first goes first; none for the default.</param>
public sealed record WantedOrder(FactSection Key, IReadOnlyList<Guid> Integrations);

/// <summary>
/// Changes the order of sources, and has the devices that several records feed brought up to date: few at once, many in the
/// background. Sections that are not named keep their order.
/// </summary>
public sealed class ChangeSourceOrder(Databases databases, RunRefill refill, IJobQueue jobs, TimeProvider clock)
{
    private const int DoneAtOnce = 2 * RefillDevices.Size;

    public async Task<Result<SourceOrderView>> RunAsync(Actor actor, IReadOnlyList<WantedOrder> wanted, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (Refuses(wanted) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        if (await SaveAsync(db, actor, wanted, cancellationToken) is { } missing)
            return missing;

        // Few are done by the answer; for many the answer says how far it is, and so does the next look at the order.
        if (await db.SourceRefills.AnyAsync(r => r.Total > DoneAtOnce, cancellationToken))
            jobs.WakeRefill(actor.Tenant);
        else
            await refill.RunAsync(actor.Tenant, cancellationToken);

        return await GetSourceOrder.OfAsync(db, cancellationToken);
    }

    private async Task<Refusal?> SaveAsync(ConnectorsDb db, Actor actor, IReadOnlyList<WantedOrder> wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var integrations = await CompanyTurns.TakeAllAsync(db, cancellationToken);
        if (wanted.SelectMany(w => w.Integrations).Any(id => !integrations.Contains(new IntegrationId(id))))
            return new Missing("integration");

        var before = await GetSourceOrder.OfAsync(db, cancellationToken);
        FactSection[] sections = [.. wanted.Select(w => w.Key)];
        await db.SourcePlaces.Where(p => sections.Contains(p.Section)).ExecuteDeleteAsync(cancellationToken);
        db.SourcePlaces.AddRange(wanted.SelectMany(w => w.Integrations.Select((id, place) => new SourcePlace
        {
            TenantId = actor.Tenant,
            Section = w.Key,
            IntegrationId = new IntegrationId(id),
            Place = place,
        })));
        await db.SaveChangesAsync(cancellationToken);
        var after = await GetSourceOrder.OfAsync(db, cancellationToken);
        if (Places(after).SequenceEqual(Places(before)))
            return null;

        db.Record(actor, clock, "source_order.changed", new AuditSubject("sourceOrder", null, "Source order"), Told(before), Told(after));

        // Says that these devices do not show yet what their records say.
        await db.DeviceLinks
            .Where(l => l.SupersededAt == null && db.DeviceLinks.Any(o => o.TenantId == l.TenantId && o.DeviceId == l.DeviceId && o.StagedDeviceId != l.StagedDeviceId && o.SupersededAt == null))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.AppliedHash, ""), cancellationToken);
        await AskAsync(db, actor, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task AskAsync(ConnectorsDb db, Actor actor, CancellationToken cancellationToken)
    {
        var total = await RunRefill.Behind(db).CountAsync(cancellationToken);
        var asked = await db.SourceRefills.SingleOrDefaultAsync(cancellationToken);
        if (total == 0 && asked is null)
            return;

        if (asked is null)
            db.SourceRefills.Add(new SourceRefill { TenantId = actor.Tenant, By = StorableText.Of(actor.Name, 300), AskedAt = clock.GetUtcNow(), Total = total });
        else
            (asked.By, asked.AskedAt, asked.Total, asked.Done) = (StorableText.Of(actor.Name, 300), clock.GetUtcNow(), total, 0);
    }

    private static InvalidValue? Refuses(IReadOnlyList<WantedOrder> wanted) =>
        wanted.FirstOrDefault(w => !SourceOrder.Sections.Contains(w.Key)) is { } odd
            ? new InvalidValue("sections", $"There is no order for the section {ApiNames.Of(odd.Key)}.", $"Use: {string.Join(", ", SourceOrder.Sections.Select(s => ApiNames.Of(s)))}.")
        : wanted.Select(w => w.Key).Distinct().Count() != wanted.Count ? new InvalidValue("sections", "A section comes twice.")
        : wanted.Any(w => w.Integrations.Distinct().Count() != w.Integrations.Count) ? new InvalidValue("integrations", "An integration comes twice in one section.")
        : null;

    private static IEnumerable<(FactSection, bool, Guid)> Places(SourceOrderView order) => order.Sections.SelectMany(s => s.Integrations.Select(i => (s.Key, s.IsDefault, i.Id)));

    private static Dictionary<string, IEnumerable<string>> Told(SourceOrderView order) =>
        order.Sections.Where(s => !s.IsDefault).ToDictionary(s => ApiNames.Of(s.Key), s => s.Integrations.Select(i => i.Name));
}
