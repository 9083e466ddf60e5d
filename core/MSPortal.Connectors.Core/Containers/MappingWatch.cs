using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>A container that the vendor renamed or made.</summary>
/// <param name="Was">The name before; for a new one its name.</param>
internal sealed record ContainerNews(Container Container, QuestionKind Kind, string Was);

/// <summary>
/// Watches what vendors do to mapped containers. A mapping holds by the vendor's id; where the name or the place now speaks
/// for another company, or for none, the container gets a question, and its new devices wait for the answer.
/// </summary>
internal sealed class MappingWatch
{
    private readonly Dictionary<CompanyId, string> _names;
    private readonly NameMatcher _matcher;
    private readonly DateTimeOffset _now;

    private MappingWatch(IReadOnlyList<Company> companies, IReadOnlyList<MatchTarget> targets, DateTimeOffset now)
    {
        _names = companies.ToDictionary(c => c.Id, c => c.Name);
        _matcher = new NameMatcher(targets);
        _now = now;
    }

    /// <summary>Settles the inherited companies after a sync of containers and asks where that leaves doubts.</summary>
    /// <returns>Whether a container has a company now that had none, so that its devices should be fetched.</returns>
    public static async Task<bool> RunAsync(
        ConnectorsDb db,
        Integration integration,
        IReadOnlyList<Container> containers,
        IReadOnlyList<ContainerNews> news,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var changes = EffectiveMappings.Settle(containers, integration.RootContainerId);
        await changes.EmptyStagingAsync(db, cancellationToken);
        var renamed = news.Where(n => n.Container.CompanyId is not null).ToList();
        var made = news.Where(n => n.Kind == QuestionKind.New).Select(n => n.Container.Id).ToHashSet();
        var moved = changes.Where(c => !c.Container.HasDecision() && !made.Contains(c.Container.Id)).ToList();
        if (renamed.Count + changes.Count == 0)
            return false;

        var companies = await db.Companies.AsNoTracking().ToListAsync(cancellationToken);
        var asked = containers.ToDictionary(c => c.Id, c => c.Question);
        if (renamed.Count + moved.Count > 0)
        {
            var watch = new MappingWatch(companies, await MatchTargets.OfAsync(db, companies, cancellationToken), clock.GetUtcNow());
            watch.LookAtNames(renamed);
            watch.LookAtMoves(moved);
            EffectiveMappings.Settle(containers, integration.RootContainerId);
        }

        // Where nobody is asked, the devices that were there before have been moved by the vendor as if they had gone there themselves.
        await MovesBrake.NoteAsync(db, [.. changes.Select(c => c.Container).Where(c => !c.HasDecision() && c.Question is null)], cancellationToken);
        Record(db, integration, clock, changes, containers.Where(c => c.Question is not null && c.Question != asked[c.Id]), companies);
        return changes.Any(c => c.Before is null);
    }

    private static void Record(
        ConnectorsDb db,
        Integration integration,
        TimeProvider clock,
        IReadOnlyList<CompanyChange> changes,
        IEnumerable<Container> questioned,
        IReadOnlyList<Company> companies)
    {
        var names = companies.ToDictionary(c => c.Id, c => c.Name);
        var questions = questioned.Select(c => new { c.Name, question = MappingQuestion.From(c.Question) }).ToList();
        if (changes.Count + questions.Count == 0)
            return;

        db.Record(
            Actor.System(integration.TenantId),
            clock,
            "containers.changed_at_vendor",
            new AuditSubject("integration", integration.Id.Value, integration.Name),
            after: new
            {
                companies = changes.Select(c => new { c.Container.Name, before = Named(c.Before), after = Named(c.Container.CompanyId) }),
                questions,
            });

        string? Named(CompanyId? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }

    private void LookAtNames(IReadOnlyList<ContainerNews> news)
    {
        var results = _matcher.MatchAll([.. news.Select(n => new MatchQuery("", n.Container.Name, null))]);
        foreach (var (item, result) in news.Zip(results))
        {
            var container = item.Container;
            var open = MappingQuestion.From(container.Question);
            if (open is { Kind: QuestionKind.Moved })
                continue;

            // A further name that speaks for nobody does not answer what the one before it asked.
            var question = Ask(container, item.Kind, open?.Was ?? item.Was, result);
            if (question is not null)
                container.Question = question.ToJson();
            else if (open is not null && (container.Name == open.Was || SpeaksForOwn(container, result)))
                container.Question = null;
        }
    }

    private void LookAtMoves(IReadOnlyList<CompanyChange> moved)
    {
        foreach (var (container, before) in moved)
        {
            // Through several moves the question stays what it was: the company before the first of them.
            if (MappingQuestion.From(container.Question) is { Kind: QuestionKind.Moved } open)
            {
                if (open.CompanyId != container.CompanyId?.Value)
                    continue;

                container.Question = null;
            }
            else if (before is { } had)
            {
                container.Question = new MappingQuestion(QuestionKind.Moved, _names[had], had.Value, _names[had], null, _now).ToJson();
                continue;
            }
            else if (container.IsDecidedByPerson)
            {
                container.Question = new MappingQuestion(QuestionKind.Moved, "no company", null, null, null, _now).ToJson();
                continue;
            }

            if (container.CompanyId is null)
                continue;

            var result = _matcher.MatchAll([new MatchQuery("", container.Name, null)])[0];
            container.Question = Ask(container, QuestionKind.New, container.Name, result)?.ToJson();
        }
    }

    // Two others that are equally likely are a doubt as well.
    private MappingQuestion? Ask(Container container, QuestionKind kind, string was, MatchResult result)
    {
        var own = container.CompanyId!.Value.Value.ToString();
        var others = result.Candidates.Where(c => c.TargetKey != own).ToList();
        if (others.Sum(c => c.Confidence) < ContainerMatches.Fits || result.Candidates[0].TargetKey == own)
            return null;

        var company = new CompanyId(Guid.Parse(others[0].TargetKey));
        return new MappingQuestion(kind, was, company.Value, _names[company], others[0].Confidence, _now);
    }

    private static bool SpeaksForOwn(Container container, MatchResult result) =>
        result.Candidates.Count > 0 && result.Candidates[0].Confidence >= ContainerMatches.Fits
        && result.Candidates[0].TargetKey == container.CompanyId!.Value.Value.ToString();
}

/// <summary>The companies of a tenant as the matcher wants them.</summary>
internal static class MatchTargets
{
    public static async Task<IReadOnlyList<MatchTarget>> OfAsync(ConnectorsDb db, IReadOnlyList<Company> companies, CancellationToken cancellationToken)
    {
        var aliases = (await db.CompanyAliases.AsNoTracking().OrderBy(a => a.Id).Select(a => new { a.CompanyId, a.Name }).ToListAsync(cancellationToken))
            .ToLookup(a => a.CompanyId, a => a.Name);
        return [.. companies.Select(c => new MatchTarget(c.Id.Value.ToString(), c.Name, [.. aliases[c.Id].Distinct(StringComparer.OrdinalIgnoreCase)]))];
    }
}
