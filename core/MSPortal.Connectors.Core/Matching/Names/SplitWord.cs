namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>A word as it stands in a name.</summary>
/// <param name="Text">The folded word.</param>
/// <param name="Segment">Number of the part it stands in.</param>
/// <param name="AfterComma">That part begins after a comma.</param>
internal readonly record struct SplitWord(string Text, int Segment, bool AfterComma);
