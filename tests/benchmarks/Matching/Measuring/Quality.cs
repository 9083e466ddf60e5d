using MSPortal.Connectors.Benchmarks.Matching.Corpus;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>The figures of quality of one corpus.</summary>
internal sealed class Quality(IReadOnlyList<Outcome> outcomes)
{
    private const int Bins = 10;
    private const int Throws = 300;
    private const int ChanceSeed = 1;

    // Tricks have no right answer to propose: a person decides, so they count only among the automatic ones.
    private readonly List<Outcome> judged = [.. outcomes.Where(outcome => outcome.Case.Kind is not CaseKind.LookAlike)];

    public int WithMatch => judged.Count(outcome => outcome.HasMatch);

    public int Cases => judged.Count;

    /// <summary>The best F1 over all thresholds, as the baselines state it, and its precision and recall.</summary>
    public (double F1, double Precision, double Recall, double Threshold) Best()
    {
        var best = (F1: 0d, Precision: 0d, Recall: 0d, Threshold: 1d);
        var right = 0;
        var shown = 0;
        foreach (var group in judged.Where(outcome => outcome.Confidence > 0).GroupBy(outcome => outcome.Confidence).OrderByDescending(group => group.Key))
        {
            shown += group.Count();
            right += group.Count(outcome => outcome.IsRight);
            var (precision, recall) = ((double)right / shown, (double)right / Math.Max(1, WithMatch));
            var f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
            if (f1 > best.F1)
            {
                best = (f1, precision, recall, group.Key);
            }
        }

        return best;
    }

    public double F1At(double threshold)
    {
        var shown = judged.Count(outcome => outcome.Confidence >= threshold);
        var right = judged.Count(outcome => outcome.Confidence >= threshold && outcome.IsRight);
        return right == 0 ? 0 : 2d * right / (shown + WithMatch);
    }

    public (int Wrong, int All, double Covered) Automatic()
    {
        var automatic = judged.Where(outcome => outcome.IsAutomatic).ToList();
        var wrong = automatic.Count(outcome => !outcome.IsRight);
        return (wrong, automatic.Count, (double)(automatic.Count - wrong) / Math.Max(1, WithMatch));
    }

    /// <summary>Automatic ones whose telling words are the very words of the company said; when wrong, two entities share a name.</summary>
    public int AutomaticOfSameWords(bool wrongOnly) => judged.Count(outcome => outcome.IsAutomatic && outcome.IsSameName && !(wrongOnly && outcome.IsRight));

    public (int Wrong, int All, double Covered) From95()
    {
        var sure = judged.Where(outcome => outcome.Confidence >= 0.95).ToList();
        var wrong = sure.Count(outcome => !outcome.IsRight);
        return (wrong, sure.Count, (double)(sure.Count - wrong) / Math.Max(1, WithMatch));
    }

    public double AmongThree() => (double)judged.Count(outcome => outcome.HasMatch && outcome.IsAmongThree) / Math.Max(1, WithMatch);

    public int AutomaticOfKind(CaseKind kind, bool wrongOnly) =>
        outcomes.Count(outcome => outcome.Case.Kind == kind && outcome.IsAutomatic && !(wrongOnly && outcome.IsRight));

    public IEnumerable<(double Said, double True, int Count)> Reliability() => judged
        .Where(outcome => outcome.Confidence > 0)
        .GroupBy(BinOf)
        .OrderBy(bin => bin.Key)
        .Select(bin => (bin.Average(outcome => outcome.Confidence), (double)bin.Count(outcome => outcome.IsRight) / bin.Count(), bin.Count()));

    /// <summary>Expected calibration error of the best candidates; a name without one counts as said 0.</summary>
    public double CalibrationError() =>
        Reliability().Sum(bin => Math.Abs(bin.Said - bin.True) * bin.Count) / Math.Max(1, judged.Count);

    /// <summary>
    /// The calibration error that chance alone would show: of a matcher whose confidences are exactly true, asked these names.
    /// </summary>
    public double CalibrationErrorOfChance()
    {
        var dice = new Dice(ChanceSeed);
        var bins = judged.Where(outcome => outcome.Confidence > 0).GroupBy(BinOf).Select(bin => bin.Select(outcome => outcome.Confidence).ToList()).ToList();
        var sum = 0d;
        for (var throwing = 0; throwing < Throws; throwing++)
        {
            sum += bins.Sum(bin => Math.Abs(bin.Sum(said => said - (dice.Chance(said) ? 1 : 0))));
        }

        return sum / Throws / Math.Max(1, judged.Count);
    }

    private static int BinOf(Outcome outcome) => Math.Min(Bins - 1, (int)(outcome.Confidence * Bins));
}
