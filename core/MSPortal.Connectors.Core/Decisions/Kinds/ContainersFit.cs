using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Containers without a company that fit one for sure. What only may fit, or fits two, is for the mapping page.</summary>
public sealed class ContainersFit(QuickMatchContainers quickMatch) : IDecisionSource
{
    private const string Apply = "apply";

    // Comparing names costs, and every page asks how much waits.
    private readonly ConcurrentDictionary<(TenantId, IntegrationId), (string Of, IReadOnlyList<AppliedMatch> Fits)> _known = new();

    public DecisionKind Kind => DecisionKind.ContainersFit;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        // Where nothing is open, names need not be compared.
        var integrations = await db.Integrations.AsNoTracking()
            .Where(i => db.Containers.Any(c => c.TenantId == i.TenantId && c.IntegrationId == i.Id && c.NotSeenSince == null && c.OwnCompanyId == null && !c.IsSkipped))
            .Select(i => new { i.Id, i.Name }).ToListAsync(cancellationToken);
        if (integrations.Count == 0)
            return [];

        var companies = Prints.Of([.. await db.Companies.AsNoTracking().OrderBy(c => c.Id).Select(c => $"{c.Id.Value} {c.NameKey}").ToListAsync(cancellationToken), .. await db.CompanyAliases.AsNoTracking().OrderBy(a => a.Id).Select(a => $"{a.CompanyId.Value} {a.Name}").ToListAsync(cancellationToken)]);
        List<Decision> found = [];
        foreach (var integration in integrations)
        {
            var fits = await FitsAsync(db.Tenant, integration.Id, $"{await ContainersAsync(db, integration.Id, cancellationToken)} {companies}", cancellationToken);
            if (fits.Count > 0)
                found.Add(Of(new IntegrationRef(integration.Id.Value, integration.Name), fits) with { Since = await SinceAsync(db, fits, cancellationToken) });
        }

        return found;
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var applied = (IReadOnlyList<AppliedMatch>)decision.Subject!;
        var review = new QuickMatchReview(applied.ToDictionary(m => m.ContainerId, m => m.CompanyId), new Dictionary<Guid, Guid>());
        return (await quickMatch.RunAsync(actor, new IntegrationId(decision.Integration.Id), apply: true, review, cancellationToken)).Refusal;
    }

    // Since when the first of them was there without a company, and the company too. When a name came to fit, nobody wrote down.
    private static async Task<DateTimeOffset?> SinceAsync(ConnectorsDb db, IReadOnlyList<AppliedMatch> fits, CancellationToken cancellationToken)
    {
        ContainerId[] containerIds = [.. fits.Select(f => new ContainerId(f.ContainerId))];
        CompanyId[] companyIds = [.. fits.Select(f => new CompanyId(f.CompanyId)).Distinct()];
        var containers = await db.Containers.Where(c => containerIds.Contains(c.Id)).Select(c => new { c.Id, c.FirstSeenAt, c.DecidedAt }).ToDictionaryAsync(c => c.Id.Value, cancellationToken);
        var companies = await db.Companies.Where(c => companyIds.Contains(c.Id)).Select(c => new { c.Id, c.CreatedAt }).ToDictionaryAsync(c => c.Id.Value, c => c.CreatedAt, cancellationToken);
        return fits.Where(f => containers.ContainsKey(f.ContainerId) && companies.ContainsKey(f.CompanyId))
            .Min(f => Waiting.Later(Waiting.Later(containers[f.ContainerId].FirstSeenAt, containers[f.ContainerId].DecidedAt), companies[f.CompanyId]));
    }

    private static async Task<string> ContainersAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken) => Prints.Of(
        [.. await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).OrderBy(c => c.Id)
            .Select(c => $"{c.Id.Value} {c.Name} {c.ParentExternalId} {c.OwnCompanyId} {c.IsSkipped} {c.IsDecidedByPerson} {c.NotSeenSince} {c.Serials}").ToListAsync(cancellationToken)]);

    /// <param name="of">Stands for the containers and companies that are compared.</param>
    private async Task<IReadOnlyList<AppliedMatch>> FitsAsync(TenantId tenant, IntegrationId integration, string of, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((tenant, integration), out var known) && known.Of == of)
            return known.Fits;

        var looked = await quickMatch.RunAsync(Actor.System(tenant), integration, apply: false, null, cancellationToken);
        if (!looked.IsOk)
            return [];

        _known[(tenant, integration)] = (of, looked.Value.Applied);
        return looked.Value.Applied;
    }

    private Decision Of(IntegrationRef integration, IReadOnlyList<AppliedMatch> applied) => new()
    {
        Id = Decision.IdOf(Kind, integration.Id),
        Kind = Kind,
        What = applied.Count == 1
            ? $"\"{applied[0].ContainerName}\" of {integration.Name} belongs to no company and fits {applied[0].CompanyName}."
            : $"{applied.Count} containers of {integration.Name} belong to no company and fit one.",
        Why = "Their devices are not staged before they are mapped. Only names that fit one company for sure are counted.",
        Recommended = Apply,
        Answers = [new DecisionAnswer(Apply, applied.Count == 1 ? $"Map to {applied[0].CompanyName}" : "Map them all as they fit")],
        Count = applied.Count,
        Sample = [.. applied.Take(Waiting.MostNames).Select(m => $"{m.ContainerName} \u2192 {m.CompanyName}")],
        Integration = integration,
        Company = applied.Count == 1 ? new Companies.CompanyRef(applied[0].CompanyId, applied[0].CompanyName) : null,
        Link = $"/integrations/{integration.Id}/setup/2",
        Fingerprint = Prints.Of(applied.Count == 1 ? applied[0].CompanyId : null),
        Subject = applied,
    };
}
