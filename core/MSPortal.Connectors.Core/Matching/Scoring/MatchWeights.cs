namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted numbers that a matcher works with.</summary>
/// <param name="Features">One weight for each <see cref="Feature"/>, in its order; one that is missing counts as 0.</param>
/// <param name="Intercept">Added to the weighted features.</param>
/// <param name="Sureness">One weight for each value of <see cref="Scoring.Sureness.Of"/>, in its order.</param>
/// <param name="Ceiling">The highest confidence: the same name is not always the same company.</param>
internal sealed record MatchWeights(float[] Features, float Intercept, double[] Sureness, double Ceiling)
{
    /// <summary>Those of the product; others serve only to measure what a fit is worth on names it has not seen.</summary>
    public static MatchWeights Shipped { get; } = new(Coefficients.Weights, Coefficients.Intercept, Coefficients.Sureness, Coefficients.Ceiling);
}
