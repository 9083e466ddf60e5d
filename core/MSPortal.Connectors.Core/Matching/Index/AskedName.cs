using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>A name that looks for its target, ready to be compared.</summary>
internal sealed class AskedName
{
    public AskedName(NormalName name, Vocabulary vocabulary, AskedWords asked)
    {
        Name = name;
        WordIds = Array.ConvertAll(name.Words, word => vocabulary.Find(word.Text));
        Rarities = new float[WordIds.Length];
        for (var at = 0; at < Rarities.Length; at++)
        {
            Rarities[at] = WordIds[at] < 0
                ? MathF.Min(vocabulary.RarityOfUnknown(name.Words[at].Text), asked.MostRarityOf(name.Words[at].Text))
                : vocabulary.RarityAfter(at > 0 ? WordIds[at - 1] : -1, WordIds[at]);
        }
    }

    public NormalName Name { get; }

    /// <summary>The words' ids among the targets' words; -1 for a word that no target has.</summary>
    public int[] WordIds { get; }

    /// <summary>What each word adds to the words before it.</summary>
    public float[] Rarities { get; }
}
