using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Fits the calibration of the first candidates, a logistic below a ceiling, by gradient descent with a small ridge.
/// Every source of names weighs the same, however many it has.
/// </summary>
internal sealed class SurenessFit(IReadOnlyList<FirstCandidate> firsts, double ceiling)
{
    private const int Rounds = 800;
    private const double Ridge = 3e-4;

    private readonly int width = firsts[0].Sureness.Length;

    public double[] Fit()
    {
        var sources = firsts.GroupBy(first => first.Source).ToDictionary(group => group.Key, group => group.Sum(first => first.Weight));
        var weights = Enumerable.Range(0, width).Select(PriorOf).ToArray();
        var momentum = new double[width];
        var velocity = new double[width];
        for (var round = 1; round <= Rounds; round++)
        {
            var gradient = new double[width];
            foreach (var first in firsts)
            {
                var sure = 1 / (1 + Math.Exp(-Sum(weights, first.Sureness)));
                var push = (1 - sure) * (first.IsRight ? -1 : ceiling * sure / (1 - (ceiling * sure))) * first.Weight / sources[first.Source] / sources.Count;
                for (var at = 0; at < width; at++)
                {
                    gradient[at] += push * first.Sureness[at];
                }
            }

            for (var at = 0; at < width; at++)
            {
                gradient[at] += at > 0 ? Ridge * (weights[at] - PriorOf(at)) : 0;
                momentum[at] = (0.9 * momentum[at]) + (0.1 * gradient[at]);
                velocity[at] = (0.999 * velocity[at]) + (0.001 * gradient[at] * gradient[at]);
                var (m, v) = (momentum[at] / (1 - Math.Pow(0.9, round)), velocity[at] / (1 - Math.Pow(0.999, round)));
                weights[at] -= (round < Rounds / 2 ? 0.05 : 0.01) * m / (Math.Sqrt(v) + 1e-8);
                weights[at] = Sureness.SignOf(at, width) switch { > 0 => Math.Max(0, weights[at]), < 0 => Math.Min(0, weights[at]), _ => weights[at] };
            }
        }

        return weights;
    }

    public static double Confidence(double[] weights, double ceiling, FirstCandidate first) =>
        Math.Min(first.Most, ceiling / (1 + Math.Exp(-Sum(weights, first.Sureness))));

    private double PriorOf(int at) => Sureness.IsLogOdds(at, width) ? 1 : 0;

    private static double Sum(double[] weights, double[] sureness)
    {
        var sum = 0d;
        for (var at = 0; at < weights.Length; at++)
        {
            sum += weights[at] * sureness[at];
        }

        return sum;
    }
}
