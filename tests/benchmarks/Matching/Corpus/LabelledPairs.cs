namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Pairs of names of which is known whether both are one company's.</summary>
/// <param name="Title">Where they come from.</param>
/// <param name="Pairs">The name that asks, the name on the list, and whether they are the same.</param>
internal sealed record LabelledPairs(string Title, IReadOnlyList<(string Asked, string Listed, bool AreSame)> Pairs);
