using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Entities and the names each is known by, made into matching tasks.</summary>
internal sealed record LabelledEntities(string Title, IReadOnlyList<IReadOnlyList<string>> Names)
{
    private const int OneInTakenOut = 5;

    /// <summary>
    /// One name of each entity becomes the target and the others queries; one entity in five has no target.
    /// </summary>
    public LabelledCorpus ToCorpus(EntityDraw draw)
    {
        var dice = new Dice(draw.Seed);
        var targets = new List<MatchTarget>();
        var cases = new List<LabelledCase>();
        for (var entity = 0; entity < Names.Count; entity++)
        {
            var names = Names[entity];
            if (names.Count == 1 && !draw.WithSingles)
            {
                continue;
            }

            var takenOut = dice.Below(OneInTakenOut) == 0;
            var chosen = draw.LongestIsTarget ? LongestOf(names) : dice.Below(names.Count);
            if (!takenOut)
            {
                targets.Add(new MatchTarget($"e{entity}", names[chosen], []));
            }

            for (var at = 0; at < names.Count; at++)
            {
                if (takenOut || at != chosen)
                {
                    cases.Add(new LabelledCase(
                        new MatchQuery($"e{entity}n{at}", names[at], null), takenOut ? null : $"e{entity}", CaseKind.Plain));
                }
            }
        }

        return new LabelledCorpus(Title, targets, cases);
    }

    private static int LongestOf(IReadOnlyList<string> names) => names.Index().MaxBy(name => name.Item.Length).Index;
}
