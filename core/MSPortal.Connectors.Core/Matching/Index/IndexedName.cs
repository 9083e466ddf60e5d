using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>One name of a target (its own or an alias), ready to be compared.</summary>
internal sealed class IndexedName(int target, bool isAlias, NormalName name, int[] wordIds)
{
    public int Target { get; } = target;

    public bool IsAlias { get; } = isAlias;

    public NormalName Name { get; } = name;

    public int[] WordIds { get; } = wordIds;

    /// <summary>What each word adds to the words before it.</summary>
    public float[] Rarities { get; private set; } = [];

    public void Weigh(Vocabulary vocabulary)
    {
        Rarities = new float[WordIds.Length];
        for (var at = 0; at < Rarities.Length; at++)
        {
            Rarities[at] = vocabulary.RarityAfter(at > 0 ? WordIds[at - 1] : -1, WordIds[at]);
        }
    }
}
