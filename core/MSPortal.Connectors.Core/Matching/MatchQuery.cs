namespace MSPortal.Connectors.Core.Matching;

/// <summary>A vendor's name that looks for its target.</summary>
/// <param name="Key">Opaque id, handed back in <see cref="MatchResult.QueryKey"/>.</param>
/// <param name="Name">The name as the vendor gives it.</param>
/// <param name="ParentName">Name of the container above it; null at the top or where the vendor has no tree.</param>
public sealed record MatchQuery(string Key, string Name, string? ParentName);
