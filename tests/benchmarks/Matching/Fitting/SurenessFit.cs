namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Fits the calibration of the first candidates, a logistic below a ceiling, by gradient descent with a small ridge.</summary>
internal sealed class SurenessFit(IReadOnlyList<(double[] Sureness, bool IsRight)> firsts, double ceiling)
{
    private const int Rounds = 1500;
    private const double Ridge = 1e-4;

    public double[] Fit()
    {
        var width = firsts[0].Sureness.Length;
        var weights = new double[width];
        weights[1] = 1;
        var momentum = new double[width];
        var velocity = new double[width];
        for (var round = 1; round <= Rounds; round++)
        {
            var gradient = new double[width];
            foreach (var (sureness, isRight) in firsts)
            {
                var sum = 0d;
                for (var at = 0; at < width; at++)
                {
                    sum += weights[at] * sureness[at];
                }

                var sure = 1 / (1 + Math.Exp(-sum));
                var push = (1 - sure) * (isRight ? -1 : ceiling * sure / (1 - (ceiling * sure)));
                for (var at = 0; at < width; at++)
                {
                    gradient[at] += push * sureness[at] / firsts.Count;
                }
            }

            for (var at = 0; at < width; at++)
            {
                gradient[at] += at > 0 ? Ridge * (weights[at] - (at == 1 ? 1 : 0)) : 0;
                momentum[at] = (0.9 * momentum[at]) + (0.1 * gradient[at]);
                velocity[at] = (0.999 * velocity[at]) + (0.001 * gradient[at] * gradient[at]);
                var (m, v) = (momentum[at] / (1 - Math.Pow(0.9, round)), velocity[at] / (1 - Math.Pow(0.999, round)));
                weights[at] -= 0.03 * m / (Math.Sqrt(v) + 1e-8);
            }
        }

        return weights;
    }
}
