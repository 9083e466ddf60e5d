namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>
/// Tells a list of chains and their sites from a list of companies that have nothing to do with one another: what part of the
/// targets begin with the same telling word as another. It is also how likely a company that is missing from the list has a
/// relative there to be taken for.
/// </summary>
/// <param name="Share">That part, 0 to 1; of a short list nearer to the usual one.</param>
/// <param name="IsUnrelated">The list is long enough to say so, and hardly two begin alike.</param>
internal readonly record struct ListKinship(double Share, bool IsUnrelated)
{
    // A short list says little about itself.
    private const double Usual = 0.3;
    private const double UsualWeight = 5;
    private const int FewestUnrelated = 16;
    private const double HardlyRelated = 0.1;

    public static ListKinship Of(IReadOnlyList<IndexedName> names)
    {
        var beginners = new Dictionary<string, (int Target, bool IsShared)>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.Name.FirstTelling is { } first)
            {
                beginners[first] = beginners.TryGetValue(first, out var known) ? (known.Target, known.IsShared || known.Target != name.Target) : (name.Target, false);
            }
        }

        var own = names.Where(name => !name.IsAlias).ToList();
        var related = own.Count(name => name.Name.FirstTelling is { } first && beginners[first].IsShared);
        return new ListKinship(
            (related + (Usual * UsualWeight)) / (own.Count + UsualWeight),
            own.Count >= FewestUnrelated && related < HardlyRelated * own.Count);
    }
}
