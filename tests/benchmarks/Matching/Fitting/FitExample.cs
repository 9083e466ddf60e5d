using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>One name with its candidates.</summary>
/// <param name="Name">The name that asks.</param>
/// <param name="Candidates">The candidates; their log-odds are of the weights the product had.</param>
/// <param name="Right">Which candidate is right; -1 when none is.</param>
/// <param name="Fold">Which of two folds its entity is in.</param>
/// <param name="Source">Where the name comes from.</param>
internal sealed record FitExample(NormalName Name, IReadOnlyList<Scored> Candidates, int Right, CorpusHalf Fold, string Source);
