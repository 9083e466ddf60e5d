namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Fits a conditional logit: each candidate competes with the others and with "none of them". Adam on the
/// whole data with a small ridge; the same examples always give the same weights.
/// </summary>
internal sealed class ChoiceFit(IReadOnlyList<FitExample> examples, double ridge, int[] signs)
{
    private const int Rounds = 700;
    private const double FirstStep = 0.15;

    private readonly int width = examples[0].Candidates[0].Features.Length + 1;

    /// <summary>The weights, the intercept last.</summary>
    public double[] Fit()
    {
        var weights = new double[width];
        weights[^1] = -3;
        var momentum = new double[width];
        var velocity = new double[width];
        for (var round = 1; round <= Rounds; round++)
        {
            var gradient = Gradient(weights, out _);
            var step = FirstStep * (round < Rounds / 2 ? 1 : 0.2);
            for (var at = 0; at < width; at++)
            {
                momentum[at] = (0.9 * momentum[at]) + (0.1 * gradient[at]);
                velocity[at] = (0.999 * velocity[at]) + (0.001 * gradient[at] * gradient[at]);
                var (m, v) = (momentum[at] / (1 - Math.Pow(0.9, round)), velocity[at] / (1 - Math.Pow(0.999, round)));
                weights[at] = WithSign(at, weights[at] - (step * m / (Math.Sqrt(v) + 1e-8)));
            }
        }

        return weights;
    }

    /// <summary>Mean negative log-likelihood.</summary>
    public double Loss(double[] weights)
    {
        Gradient(weights, out var loss);
        return loss;
    }

    // A shared rare word never speaks against a match, a differing number never for one, whatever a sample says.
    private double WithSign(int at, double weight) => at >= signs.Length ? weight : signs[at] switch
    {
        > 0 => Math.Max(0, weight),
        < 0 => Math.Min(0, weight),
        _ => weight,
    };

    private double[] Gradient(double[] weights, out double loss)
    {
        var gradient = new double[width];
        Span<double> odds = stackalloc double[64];
        loss = 0;
        var total = 0d;
        foreach (var example in examples)
        {
            var sum = 1d;
            var count = example.Candidates.Count;
            for (var candidate = 0; candidate < count; candidate++)
            {
                sum += odds[candidate] = Math.Exp(Math.Min(30, LogOdds(weights, example.Candidates[candidate].Features)));
            }

            loss -= Math.Log((example.Right < 0 ? 1 : odds[example.Right]) / sum);
            total++;
            for (var candidate = 0; candidate < count; candidate++)
            {
                var push = ((odds[candidate] / sum) - (candidate == example.Right ? 1 : 0));
                if (Math.Abs(push) < 1e-7)
                {
                    continue;
                }

                var features = example.Candidates[candidate].Features;
                for (var at = 0; at < features.Length; at++)
                {
                    gradient[at] += push * features[at];
                }

                gradient[^1] += push;
            }
        }

        loss /= total;
        for (var at = 0; at < width; at++)
        {
            gradient[at] = (gradient[at] / total) + (at < width - 1 ? ridge * weights[at] : 0);
        }

        return gradient;
    }

    public static double LogOdds(double[] weights, float[] features)
    {
        var sum = weights[^1];
        for (var at = 0; at < features.Length; at++)
        {
            sum += weights[at] * features[at];
        }

        return sum;
    }
}
