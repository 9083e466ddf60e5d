using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What Quick Match thinks of one container.</summary>
/// <param name="IsSure">Whether the first candidate may be applied without asking.</param>
internal sealed record ContainerMatch(Container Container, bool IsSure, IReadOnlyList<CompanyCandidate> Candidates);

/// <summary>Matches containers to companies by name, aliases, place in the tree, and known serial numbers.</summary>
internal sealed class ContainerMatches
{
    /// <summary>From here up a name is taken to speak for a company.</summary>
    public const double Fits = 0.5;

    private const int CompaniesOfGroup = 3;
    private const int MostCandidates = 3;

    private readonly Dictionary<string, Company> _companies;
    private readonly NameMatcher _matcher;
    private readonly ContainerTree _tree;
    private readonly HashSet<ContainerId> _aboveClients;
    private readonly HashSet<ContainerId> _aboveUnmapped;

    public ContainerMatches(IReadOnlyList<Container> containers, Integration integration, IReadOnlyList<Company> companies, IReadOnlyList<MatchTarget> targets)
    {
        _companies = companies.ToDictionary(c => c.Id.Value.ToString());
        _matcher = new NameMatcher(targets);
        _tree = new ContainerTree(containers);
        _aboveClients = _tree.FromTop(integration.RootContainerId);
        _aboveUnmapped = [.. containers.Where(c => c.IsDecidedByPerson && c.CompanyId is null && !c.HasDecision()).SelectMany(c => _tree.Upwards(c).Skip(1)).Select(c => c.Id)];
    }

    /// <summary>One match for each container that resembles a company.</summary>
    public IReadOnlyList<ContainerMatch> Match(IReadOnlyList<Container> containers)
    {
        List<Container> asked = [.. containers.Where(c => !_aboveClients.Contains(c.Id))];
        var found = Ask(asked, _aboveClients);

        // A container whose children are many companies' is a group, and its own name says nothing about them.
        var groups = Groups(found);
        groups.UnionWith(_aboveClients);
        if (groups.Count > _aboveClients.Count)
            found = Ask(asked, groups);

        var claims = Claims(found);
        return [.. asked.Select(c => Judge(c, found[c.Id], claims)).Where(m => m.Candidates.Count > 0)];
    }

    private Dictionary<ContainerId, MatchResult> Ask(List<Container> containers, HashSet<ContainerId> groups)
    {
        var queries = containers.ConvertAll(c =>
            new MatchQuery(c.Id.Value.ToString(), c.Name, _tree.ParentOf(c) is { } parent && !groups.Contains(parent.Id) ? parent.Name : null));
        return containers.Zip(_matcher.MatchAll(queries)).ToDictionary(x => x.First.Id, x => x.Second);
    }

    // Which companies the containers inside each one belong to, or seem to.
    private Dictionary<ContainerId, HashSet<string>> Claims(Dictionary<ContainerId, MatchResult> found)
    {
        var claims = new Dictionary<ContainerId, HashSet<string>>();
        foreach (var container in _tree.All)
        {
            var company = container.OwnCompanyId?.Value.ToString()
                ?? (found.TryGetValue(container.Id, out var result) && result.Candidates.Count > 0 && result.Candidates[0].Confidence >= Fits ? result.Candidates[0].TargetKey : null);
            if (company is null)
                continue;

            foreach (var above in _tree.Upwards(container).Skip(1))
            {
                if (!claims.TryGetValue(above.Id, out var inside))
                    claims.Add(above.Id, inside = []);
                inside.Add(company);
            }
        }

        return claims;
    }

    private HashSet<ContainerId> Groups(Dictionary<ContainerId, MatchResult> found) =>
        [.. Claims(found).Where(c => c.Value.Count >= CompaniesOfGroup).Select(c => c.Key)];

    private ContainerMatch Judge(Container container, MatchResult result, Dictionary<ContainerId, HashSet<string>> claims)
    {
        var isSure = result.Verdict == MatchVerdict.Automatic;
        List<CompanyCandidate> candidates = [.. result.Candidates.Select(c => Present(c.TargetKey, c.Confidence, c.Evidence))];
        if (candidates.Count > 0 && WhyNot(container, candidates[0], claims) is { } reason)
        {
            isSure = false;
            candidates[0] = candidates[0] with { Evidence = [.. candidates[0].Evidence, reason] };
        }

        return WithSerials(container, new ContainerMatch(container, isSure, candidates));
    }

    private string? WhyNot(Container container, CompanyCandidate best, Dictionary<ContainerId, HashSet<string>> claims)
    {
        if (container.IsDecidedByPerson)
            return "You left it unmapped before this company was added";
        if (container.CompanyId is { } inherited && inherited.Value != best.CompanyId)
            return $"It inherits {(_companies.TryGetValue(inherited.Value.ToString(), out var company) ? company.Name : "another company")} from above";
        if (_aboveUnmapped.Contains(container.Id))
            return "You left what is below it unmapped, which would inherit this company";

        return claims.TryGetValue(container.Id, out var inside) && inside.Any(company => company != best.CompanyId.ToString())
            ? "What is below it fits other companies, which would inherit this one"
            : null;
    }

    // Serial numbers speak for a company or against one, but what they bring is for a person to confirm.
    private ContainerMatch WithSerials(Container container, ContainerMatch match)
    {
        if (SerialEvidence.From(container.Serials) is not { Owner: { } owner } serials || !_companies.TryGetValue(owner.Company.ToString(), out var company))
            return match;

        var said = $"{owner.Devices} of {serials.Total} serial numbers are known as {company.Name}'s";
        List<CompanyCandidate> candidates = [.. match.Candidates];
        var at = candidates.FindIndex(c => c.CompanyId == owner.Company);
        if (at == 0 && match.IsSure)
            return match with { Candidates = [candidates[0] with { Evidence = [.. candidates[0].Evidence, said] }, .. candidates.Skip(1)] };

        var byName = at >= 0 ? candidates[at].Confidence : 0;
        var evidence = at >= 0 ? candidates[at].Evidence : [];
        if (at >= 0)
            candidates.RemoveAt(at);
        if (candidates.Count > 0 && match.IsSure)
            candidates[0] = candidates[0] with { Evidence = [.. candidates[0].Evidence, said] };
        candidates.Add(new CompanyCandidate(company.Id.Value, company.Name, Together(byName, owner.Devices), [.. evidence, said]));
        return new ContainerMatch(container, false, [.. candidates.OrderByDescending(c => c.Confidence).Take(MostCandidates)]);
    }

    // How much more likely such serial numbers are for the company than for another one was judged, not measured.
    private static double Together(double byName, int devices)
    {
        var prior = Math.Clamp(byName, 0.01, 0.99);
        var odds = prior / (1 - prior) * (devices >= 5 ? 1_000 : 100);
        return Math.Min(0.99, odds / (1 + odds));
    }

    private CompanyCandidate Present(string key, double confidence, IReadOnlyList<string> evidence) =>
        new(_companies[key].Id.Value, _companies[key].Name, confidence, evidence);
}
