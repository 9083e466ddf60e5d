using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Provider device types that map to no device type and are not ignored, though a device of theirs waits.</summary>
public sealed class TypesUnmapped(Databases databases, ChangeProviderType change, CreateDeviceType create) : IDecisionSource
{
    private const string Map = "map";
    private const string Create = "create";
    private const string Ignore = "ignore";

    public DecisionKind Kind => DecisionKind.TypeUnmapped;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var counts = (await WaitingIn(db).GroupBy(d => new { d.IntegrationId, d.TypeKey }).Select(g => new { g.Key.IntegrationId, g.Key.TypeKey, Count = g.Count(), Since = g.Min(d => d.FirstSeenAt), First = g.Min(d => d.Name), Last = g.Max(d => d.Name) }).ToListAsync(cancellationToken))
            .ToDictionary(g => (g.IntegrationId, g.TypeKey), g => new Waiting(g.Count, g.First, g.Last) { Since = g.Since });
        if (counts.Count == 0)
            return [];

        var unmapped = await (
            from t in db.ProviderTypes
            where t.DeviceTypeId == null && !t.Ignored
            join i in db.Integrations on new { t.TenantId, Id = t.IntegrationId } equals new { i.TenantId, i.Id }
            select new { Type = t, IntegrationName = i.Name }).AsNoTracking().ToListAsync(cancellationToken);
        var open = unmapped.FindAll(o => counts.ContainsKey((o.Type.IntegrationId, o.Type.Key)));
        var targets = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id.Value.ToString(), cancellationToken);
        var matches = new NameMatcher([.. targets.Select(t => new MatchTarget(t.Key, t.Value.Name, []))], MatchSubject.DeviceType)
            .MatchAll([.. open.Select(o => new MatchQuery("", o.Type.Name, null))]);
        return [.. open.Zip(matches, (o, match) =>
        {
            var sure = match.Verdict == MatchVerdict.Automatic ? targets[match.Candidates[0].TargetKey] : null;
            return Of(o.Type, new IntegrationRef(o.Type.IntegrationId.Value, o.IntegrationName), sure, counts[(o.Type.IntegrationId, o.Type.Key)]);
        })];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var (type, sure) = ((ProviderType, DeviceType?))decision.Subject!;
        if (answer == Ignore)
            return (await change.RunAsync(actor, type.IntegrationId, type.Key, new ProviderTypeChange(Ignored: true), cancellationToken)).Refusal;

        var target = sure?.Id.Value;
        if (answer == Create)
        {
            var made = await TypeOfAsync(actor, DeviceTypeName.From(type), cancellationToken);
            if (!made.IsOk)
                return made.Refusal;
            target = made.Value;
        }

        return (await change.RunAsync(actor, type.IntegrationId, type.Key, new ProviderTypeChange(target), cancellationToken)).Refusal;
    }

    /// <summary>What could be imported but for its type: the vendor still has it, its container has a company, be it in doubt, and it is no device yet.</summary>
    private static IQueryable<StagedDevice> WaitingIn(ConnectorsDb db) => db.StagedDevices.AsNoTracking().Where(d => d.NotSeenSince == null
        && db.ProviderTypes.Any(t => t.TenantId == d.TenantId && t.IntegrationId == d.IntegrationId && t.Key == d.TypeKey && t.DeviceTypeId == null && !t.Ignored)
        && db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId != null)
        && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id));

    private async Task<Result<Guid>> TypeOfAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        var key = NameKey.Of(name);
        await using (var db = databases.Open(actor.Tenant))
        {
            if (await db.DeviceTypes.AsNoTracking().SingleOrDefaultAsync(t => t.NameKey == key, cancellationToken) is { } there)
                return there.Id.Value;
        }

        var created = await create.RunAsync(actor, name, cancellationToken);
        return created.IsOk ? created.Value.Id : created.Refusal;
    }

    private Decision Of(ProviderType type, IntegrationRef integration, DeviceType? sure, Waiting waiting) => new()
    {
        Id = Decision.IdOf(Kind, type.IntegrationId.Value, type.Key),
        Kind = Kind,
        What = $"The type \"{type.Name}\" of {integration.Name} maps to no device type.",
        Why = waiting.Count == 1 ? "1 device can't be imported before it does." : $"{waiting.Count} devices can't be imported before it does.",
        Recommended = sure is null ? Create : Map,
        Answers = sure is null
            ? [new DecisionAnswer(Create, $"Make the device type \"{DeviceTypeName.From(type)}\""), new DecisionAnswer(Ignore, "Ignore the type")]
            : [new DecisionAnswer(Map, $"Map to {sure.Name}"), new DecisionAnswer(Create, $"Make the device type \"{DeviceTypeName.From(type)}\""), new DecisionAnswer(Ignore, "Ignore the type")],
        Count = waiting.Count,
        Sample = waiting.Sample,
        Integration = integration,
        Link = $"/integrations/{integration.Id}/setup/3",
        Since = waiting.Since,
        Fingerprint = Prints.Of(type.Name, sure?.Id.Value),
        Subject = (type, sure),
    };
}
