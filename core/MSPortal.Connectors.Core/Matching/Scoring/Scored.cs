using MSPortal.Connectors.Core.Matching.Index;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>A target's best name for a query, with its features, log-odds and, once all are known, its probability.</summary>
internal sealed record Scored(IndexedName Name, float LogOdds, float[] Features)
{
    public double Confidence { get; init; }

    /// <summary>Why a person must look first, of the best candidate; null when nothing speaks against it.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Found only by reading the parent's name with the query's.</summary>
    public bool ByParent { get; init; }
}
