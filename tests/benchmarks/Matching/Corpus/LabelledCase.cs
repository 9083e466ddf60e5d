using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>A name to be matched and what it means.</summary>
/// <param name="Query">The name.</param>
/// <param name="Expected">Key of the right target; null when none of the targets is right.</param>
/// <param name="Kind">How the name came about.</param>
internal sealed record LabelledCase(MatchQuery Query, string? Expected, CaseKind Kind);
