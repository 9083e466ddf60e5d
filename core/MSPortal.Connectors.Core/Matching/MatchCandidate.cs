namespace MSPortal.Connectors.Core.Matching;

/// <summary>One target that may be meant by a name.</summary>
/// <param name="TargetKey">The key of the <see cref="MatchTarget"/>.</param>
/// <param name="Confidence">Calibrated probability, 0 to 1, that this is the target meant.</param>
/// <param name="Evidence">Short sentences for people that say what speaks for and against it.</param>
public sealed record MatchCandidate(string TargetKey, double Confidence, IReadOnlyList<string> Evidence);
