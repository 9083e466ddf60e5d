using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Targets and names whose targets are known.</summary>
internal sealed record LabelledCorpus(
    string Title, IReadOnlyList<MatchTarget> Targets, IReadOnlyList<LabelledCase> Cases);
