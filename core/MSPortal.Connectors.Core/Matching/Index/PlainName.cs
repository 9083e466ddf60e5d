namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>A name on the list that is made of nothing but words that others write around any name.</summary>
/// <param name="Number">Its number among the list's names.</param>
/// <param name="Target">The target whose name or alias it is.</param>
/// <param name="Words">Its words, without stop words and legal forms.</param>
internal readonly record struct PlainName(int Number, int Target, string Words)
{
    /// <summary>It is another target's, and no part of the name given.</summary>
    public bool IsBeside(IndexedName name) => Target != name.Target && !$" {string.Join(' ', name.Name.WordsAsSaid)} ".Contains($" {Words} ", StringComparison.Ordinal);
}
