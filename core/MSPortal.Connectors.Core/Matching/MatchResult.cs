namespace MSPortal.Connectors.Core.Matching;

/// <summary>What the matcher found for one name.</summary>
/// <param name="QueryKey">The key of the <see cref="MatchQuery"/>.</param>
/// <param name="Candidates">Best first, at most three, only those worth showing.</param>
/// <param name="Verdict">What may be done with them.</param>
public sealed record MatchResult(
    string QueryKey, IReadOnlyList<MatchCandidate> Candidates, MatchVerdict Verdict)
{
    /// <summary>Why the best candidate is not automatic whatever its confidence; null when nothing holds it.</summary>
    internal string? HeldBy { get; init; }
}
