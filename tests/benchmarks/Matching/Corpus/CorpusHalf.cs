namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Which entities ask: those the matcher is tuned on, or those it never saw.</summary>
internal enum CorpusHalf
{
    Tuning,
    Unseen,
    Both,
}
