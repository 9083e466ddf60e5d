using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>
/// Counts the words of all the names asked for together: what an MSP writes before every name ("Contoso IT - ")
/// says nothing about any of them.
/// </summary>
internal sealed class AskedWords
{
    private const int Habit = 8;

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly int total;

    public AskedWords(IEnumerable<NormalName> names)
    {
        foreach (var name in names)
        {
            total++;
            for (var at = 0; at < name.Words.Length; at++)
            {
                counts[name.Words[at].Text] = CountOf(name.Words[at].Text) + 1;
            }
        }
    }

    /// <summary>The most that a word no target has can tell, by how many names have it; infinite for a few names.</summary>
    public float MostRarityOf(string word)
    {
        var count = CountOf(word);
        return count >= Habit ? MathF.Log((float)total / count) : float.PositiveInfinity;
    }

    private int CountOf(string word) => counts.GetValueOrDefault(word);
}
