namespace MSPortal.Connectors.Core.Matching;

/// <summary>Something a vendor's name can be matched to: a company, or a device type.</summary>
/// <param name="Key">Opaque id, handed back in <see cref="MatchCandidate.TargetKey"/>.</param>
/// <param name="Name">The name as people write it.</param>
/// <param name="Aliases">Other names it goes by, e.g. those learned from manual mappings; may be empty.</param>
public sealed record MatchTarget(string Key, string Name, IReadOnlyList<string> Aliases);
