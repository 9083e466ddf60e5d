using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Matching;

/// <summary>
/// A name that is one target's very name as people write it, but for case and blanks, means that one, however like it another
/// is: "Juniper Properties AB" beside "Juniper Properties".
/// </summary>
internal sealed class ExactNames(IReadOnlyList<MatchTarget> targets)
{
    private const double Sure = 0.98;

    /// <summary>
    /// Puts the target of this very name first; the candidates as they are when there is none, several, another's alias is the
    /// same, or another has all its words too, as a branch would.
    /// </summary>
    public IReadOnlyList<Scored> Prefer(string asked, NormalName name, IReadOnlyList<Scored> candidates)
    {
        if (name.HasForeignLetters || name.HasInvisible || ExactOne(asked, candidates) is not { } exact)
        {
            return candidates;
        }

        var target = exact.Name.Target;
        var words = Telling(name);
        if (candidates.Any(candidate => candidate.Name.Target != target && MayBeMeant(candidate.Name.Name, name, words)))
        {
            return candidates;
        }

        return
        [
            exact with { Confidence = Math.Max(exact.Confidence, Sure), Hold = null },
            .. candidates.Where(candidate => candidate.Name.Target != target).Select(candidate => candidate with { Confidence = Math.Min(candidate.Confidence, 1 - Sure) }),
        ];
    }

    // Whoever has the very name has its letters too, and so is among the candidates.
    private Scored? ExactOne(string asked, IReadOnlyList<Scored> candidates)
    {
        var key = NameKey.Of(asked);
        Scored? exact = null;
        foreach (var candidate in candidates.Where(candidate => candidate.Features[(int)Feature.SameLetters] > 0))
        {
            var target = targets[candidate.Name.Target];
            var isName = NameKey.Of(target.Name) == key;
            if (isName ? exact is not null : target.Aliases.Any(alias => NameKey.Of(alias) == key))
            {
                return null;
            }

            exact = isName ? candidate : exact;
        }

        return exact;
    }

    private static bool MayBeMeant(NormalName other, NormalName name, HashSet<string> words)
    {
        var others = Telling(other);
        return words.IsSubsetOf(others) && (words.Count < others.Count || Legal(other).SetEquals(Legal(name)));
    }

    private static HashSet<string> Telling(NormalName name) => [.. name.Words.Where(word => word.Tells || Negations.Has(word.Text)).Select(word => word.Text)];

    private static HashSet<string> Legal(NormalName name) => [.. name.Words.Where(word => word.Kind == WordKind.Legal).Select(word => word.Text)];
}
