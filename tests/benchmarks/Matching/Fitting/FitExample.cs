using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>One name with its candidates.</summary>
/// <param name="Name">The name that asks.</param>
/// <param name="Candidates">The candidates; their log-odds are of the weights the product had.</param>
/// <param name="Right">Which candidate is right; -1 when none is.</param>
/// <param name="Fold">Which of the folds its entity is in, from 0.</param>
/// <param name="Kinship">What part of the list begins alike.</param>
/// <param name="Source">Where the name comes from.</param>
/// <param name="Weight">How much it counts in the calibration, beside the others of its source.</param>
internal sealed record FitExample(
    NormalName Name, IReadOnlyList<Scored> Candidates, int Right, int Fold, ListKinship Kinship, string Source, double Weight);
