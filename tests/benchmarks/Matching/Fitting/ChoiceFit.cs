using System.Numerics;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Fits a conditional logit: each candidate competes with the others and with "none of them". Adam on the
/// whole data with a small ridge; the same examples always give the same weights.
/// </summary>
internal sealed class ChoiceFit
{
    private const int Rounds = 400;
    private const double FirstStep = 0.15;
    private const int Block = 64;

    private readonly double ridge;
    private readonly int[] signs;
    private readonly int width;
    private readonly int stride;

    // The features of all candidates in one array, each row padded to whole vectors, with a 1 for the intercept.
    private readonly float[] rows;
    private readonly (int First, int Count, int Right)[] choices;

    public ChoiceFit(IReadOnlyList<FitExample> examples, double ridge, int[] signs)
    {
        this.ridge = ridge;
        this.signs = signs;
        width = examples[0].Candidates[0].Features.Length + 1;
        stride = (width + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        rows = new float[examples.Sum(example => example.Candidates.Count) * stride];
        choices = new (int, int, int)[examples.Count];
        var row = 0;
        for (var at = 0; at < choices.Length; at++)
        {
            choices[at] = (row, examples[at].Candidates.Count, examples[at].Right);
            foreach (var candidate in examples[at].Candidates)
            {
                candidate.Features.CopyTo(rows, row * stride);
                rows[(row++ * stride) + width - 1] = 1;
            }
        }
    }

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

    public static double LogOdds(double[] weights, float[] features)
    {
        var sum = weights[^1];
        for (var at = 0; at < features.Length; at++)
        {
            sum += weights[at] * features[at];
        }

        return sum;
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
        var weight = new float[stride];
        for (var at = 0; at < width; at++)
        {
            weight[at] = (float)weights[at];
        }

        var block = new float[stride];
        loss = 0;
        for (var at = 0; at < choices.Length; at++)
        {
            loss += Push(choices[at], weight, block);
            if (at % Block == Block - 1 || at == choices.Length - 1)
            {
                for (var value = 0; value < width; value++)
                {
                    gradient[value] += block[value];
                }

                Array.Clear(block);
            }
        }

        loss /= choices.Length;
        for (var at = 0; at < width; at++)
        {
            gradient[at] = (gradient[at] / choices.Length) + (at < width - 1 ? ridge * weights[at] : 0);
        }

        return gradient;
    }

    // Adds one name's part of the gradient; its loss.
    private double Push((int First, int Count, int Right) choice, float[] weight, float[] gradient)
    {
        Span<double> odds = stackalloc double[choice.Count];
        var sum = 1d;
        for (var candidate = 0; candidate < choice.Count; candidate++)
        {
            sum += odds[candidate] = Math.Exp(Math.Min(30, Dot(weight, (choice.First + candidate) * stride)));
        }

        for (var candidate = 0; candidate < choice.Count; candidate++)
        {
            var push = (float)((odds[candidate] / sum) - (candidate == choice.Right ? 1 : 0));
            if (Math.Abs(push) >= 1e-7)
            {
                AddTo(gradient, (choice.First + candidate) * stride, push);
            }
        }

        return -Math.Log((choice.Right < 0 ? 1 : odds[choice.Right]) / sum);
    }

    private float Dot(float[] weight, int from)
    {
        var sum = Vector<float>.Zero;
        for (var at = 0; at < stride; at += Vector<float>.Count)
        {
            sum += new Vector<float>(weight, at) * new Vector<float>(rows, from + at);
        }

        return Vector.Sum(sum);
    }

    private void AddTo(float[] gradient, int from, float times)
    {
        for (var at = 0; at < stride; at += Vector<float>.Count)
        {
            (new Vector<float>(gradient, at) + (new Vector<float>(rows, from + at) * times)).CopyTo(gradient, at);
        }
    }
}
