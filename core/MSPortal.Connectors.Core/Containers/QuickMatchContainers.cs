using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What Quick Match did, or would do.</summary>
/// <param name="Applied">Mappings that are sure; only listed, not made, in a dry run.</param>
/// <param name="Proposed">Containers for a person to decide, with up to three candidates each.</param>
/// <param name="Unmatched">Containers that no company resembles.</param>
/// <param name="BatchId">What to undo the applied mappings by; null when none was made.</param>
public sealed record QuickMatchResult(IReadOnlyList<AppliedMatch> Applied, IReadOnlyList<ProposedMatch> Proposed, int Unmatched, Guid? BatchId = null);

/// <summary>A sure mapping.</summary>
public sealed record AppliedMatch(
    Guid ContainerId,
    string ContainerName,
    string Path,
    Guid CompanyId,
    string CompanyName,
    double Confidence,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<CompanyCandidate> Candidates);

/// <summary>A container that a person must decide about.</summary>
public sealed record ProposedMatch(Guid ContainerId, string ContainerName, string Path, IReadOnlyList<CompanyCandidate> Candidates);

/// <summary>A company that may be meant.</summary>
public sealed record CompanyCandidate(Guid CompanyId, string CompanyName, double Confidence, IReadOnlyList<string> Evidence);

/// <summary>How a person changed what Quick Match proposed.</summary>
/// <param name="Accepted">The sure matches to make, company by container, as they were shown; null for all there are.</param>
/// <param name="Picks">Companies that the person picked for containers; these are the person's decisions.</param>
public sealed record QuickMatchReview(IReadOnlyDictionary<Guid, Guid>? Accepted, IReadOnlyDictionary<Guid, Guid> Picks)
{
    /// <summary>Nothing was changed.</summary>
    public static QuickMatchReview None { get; } = new(null, new Dictionary<Guid, Guid>());

    internal bool Accepts(AppliedMatch match) =>
        !Picks.ContainsKey(match.ContainerId) && (Accepted is null || (Accepted.TryGetValue(match.ContainerId, out var company) && company == match.CompanyId));
}

/// <summary>Maps containers to companies of similar names. Only containers that nobody has decided about are touched.</summary>
public sealed class QuickMatchContainers(Databases databases, StartSync startSync, TimeProvider clock)
{
    /// <param name="apply">False for a dry run that writes nothing.</param>
    /// <param name="review">What a person changed in the preview.</param>
    public async Task<Result<QuickMatchResult>> RunAsync(
        Actor actor,
        IntegrationId integrationId,
        bool apply,
        QuickMatchReview? review,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == integrationId, cancellationToken);
        if (integration is null)
            return new Missing("integration");

        var matches = await MatchAsync(db, integration, cancellationToken);
        return apply ? await ApplyAsync(actor, integrationId, matches, review ?? QuickMatchReview.None, cancellationToken) : matches;
    }

    private static async Task<QuickMatchResult> MatchAsync(ConnectorsDb db, Integration integration, CancellationToken cancellationToken)
    {
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration.Id).ToListAsync(cancellationToken);
        var companies = await db.Companies.AsNoTracking().ToListAsync(cancellationToken);
        var newest = companies.Count == 0 ? default : companies.Max(c => c.CreatedAt);
        var skipped = containers.Where(c => c.IsSkipped).Select(c => (ContainerId?)c.Id).ToHashSet();
        var open = containers.FindAll(c => c.NotSeenSince is null && IsOpen(c, newest) && !skipped.Contains(c.InheritedFromId));
        var tree = new ContainerTree(containers);
        var targets = await MatchTargets.OfAsync(db, companies, cancellationToken);
        var since = companies.ToDictionary(c => c.Id.Value, c => c.CreatedAt);

        List<AppliedMatch> applied = [];
        List<ProposedMatch> proposed = [];
        foreach (var match in new ContainerMatches(containers, integration, companies, targets).Match(open))
        {
            var (container, best) = (match.Container, match.Candidates[0]);
            // What a person left unmapped is proposed again only when a company came that was not there to choose.
            if (container.IsDecidedByPerson && since[best.CompanyId] <= container.DecidedAt)
                continue;

            if (match.IsSure)
                applied.Add(new AppliedMatch(container.Id.Value, container.Name, tree.PathOf(container), best.CompanyId, best.CompanyName, best.Confidence, best.Evidence, match.Candidates));
            else
                proposed.Add(new ProposedMatch(container.Id.Value, container.Name, tree.PathOf(container), match.Candidates));
        }

        // What would inherit the very company from above gets no mapping of its own, so that it follows that one later; and
        // what inherits is asked about only when its name speaks for another company.
        var inherited = new InheritedAfter(applied, containers, tree, integration.RootContainerId);
        applied.RemoveAll(m => inherited.CompanyOf(m.ContainerId) == m.CompanyId);
        proposed.RemoveAll(m => inherited.CompanyOf(m.ContainerId) is { } company
            && (company == m.Candidates[0].CompanyId || m.Candidates[0].Confidence < ContainerMatches.Fits));
        var unmatched = open.Where(c => !c.IsDecidedByPerson).Select(c => c.Id.Value)
            .Except(applied.Select(m => m.ContainerId)).Except(proposed.Select(m => m.ContainerId)).Count(id => inherited.CompanyOf(id) is null);
        return new QuickMatchResult(applied, proposed, unmatched);
    }

    private async Task<Result<QuickMatchResult>> ApplyAsync(
        Actor actor,
        IntegrationId integrationId,
        QuickMatchResult matches,
        QuickMatchReview review,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var editor = await MappingEditor.OpenAsync(db, actor, integrationId, clock, cancellationToken);
        if (editor is null)
            return new Missing("integration");

        // Somebody may have decided since we looked: that stays as they left it.
        var containers = editor.Containers.ToDictionary(c => c.Id.Value);
        List<AppliedMatch> applied = [];
        foreach (var match in matches.Applied.Where(review.Accepts))
        {
            if (containers.GetValueOrDefault(match.ContainerId) is not { } container || container.HasDecision() || container.IsDecidedByPerson)
                continue;

            editor.Decide(container, new MappingDecision(
                match.CompanyId, false, MappingMethod.QuickMatch, match.Confidence, JsonSerializer.Serialize(match.Evidence), actor.Name, false, now));
            applied.Add(match);
        }

        foreach (var (id, company) in review.Picks)
        {
            if (containers.GetValueOrDefault(id) is not { } container)
                return new Missing("container");
            editor.Decide(container, MappingDecision.Manual(new CompanyId(company), actor.Name, now));
        }

        var changed = await editor.SaveAsync(MappingBatchKind.QuickMatched, cancellationToken);
        if (!changed.IsOk)
            return changed.Refusal;

        await transaction.CommitAsync(cancellationToken);
        if (editor.NeedsDevices)
            await startSync.RunAsync(actor, integrationId, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return matches with { Applied = applied, BatchId = changed.Value.BatchId };
    }

    private static bool IsOpen(Container container, DateTimeOffset newestCompany) =>
        !container.HasDecision() && (!container.IsDecidedByPerson || container.DecidedAt < newestCompany);
}

/// <summary>What containers would inherit once the sure matches are made.</summary>
internal sealed class InheritedAfter(IReadOnlyList<AppliedMatch> applied, IReadOnlyList<Container> containers, ContainerTree tree, ContainerId? root)
{
    private readonly Dictionary<Guid, Guid> _applied = applied.ToDictionary(m => m.ContainerId, m => m.CompanyId);
    private readonly Dictionary<Guid, Container> _containers = containers.ToDictionary(c => c.Id.Value);
    private readonly HashSet<ContainerId> _aboveClients = tree.FromTop(root);

    /// <summary>The company of the nearest container above with a decision or a sure match; null for none.</summary>
    public Guid? CompanyOf(Guid container)
    {
        foreach (var above in tree.Upwards(_containers[container]).Skip(1))
        {
            if (_aboveClients.Contains(above.Id))
                return null;
            if (above.HasDecision())
                return above.OwnCompanyId?.Value;
            if (_applied.TryGetValue(above.Id.Value, out var company))
                return company;
        }

        return null;
    }
}
