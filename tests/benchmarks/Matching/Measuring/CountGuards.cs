using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Counts what each guard holds back and what it lets through: its use and its price.</summary>
internal static class CountGuards
{
    private const int GeneratedSeed = 4711;
    private const int FirstSeed = 1;
    private const int Draws = 5;

    public static void Run(IReadOnlyList<LabelledEntities> real, Func<LabelledCorpus, IReadOnlyList<Outcome>> judge)
    {
        Count("generated, 5,000 companies", Outcome.Of(new CorpusGenerator(GeneratedSeed).Generate(5000, 4000), MatchWeights.Shipped));
        Count("generated, 300 companies", Outcome.Of(new CorpusGenerator(GeneratedSeed + 1).Generate(300, 4000), MatchWeights.Shipped));
        foreach (var entities in real)
        {
            foreach (var series in EntityDraw.Series(FirstSeed, Draws).GroupBy(draw => draw.Title))
            {
                Count($"{entities.Title}, {series.Key}", series.SelectMany(draw => judge(entities.ToCorpus(draw))));
            }
        }
    }

    private static void Count(string title, IEnumerable<Outcome> outcomes)
    {
        Console.WriteLine($"== {title}: first candidates held back, right and wrong");
        foreach (var group in outcomes.Where(outcome => outcome.Case.Kind is not CaseKind.LookAlike && outcome.Confidence > 0).GroupBy(ReasonOf).OrderByDescending(group => group.Count()))
        {
            Console.WriteLine($"   {group.Count(outcome => outcome.IsRight),6} {group.Count(outcome => !outcome.IsRight),6}  {group.Key}");
        }
    }

    private static string ReasonOf(Outcome outcome) => outcome switch
    {
        { IsAutomatic: true } => outcome.IsSameName ? "(automatic, same words)" : "(automatic)",
        { Reason: { } reason } => string.Concat(reason.TakeWhile(letter => letter is not (':' or '"'))) is { Length: > 0 } text ? text : "qualifiers differ",
        _ => $"(not sure, {Math.Floor(outcome.Confidence * 10) / 10:0.0})",
    };
}
