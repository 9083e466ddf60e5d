namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>For each key the names that contain it, in one flat array.</summary>
internal sealed class PostingIndex<TKey>
    where TKey : notnull
{
    // Chunks stay below the large object heap, where a list that doubles would leave its old halves behind.
    private const int ChunkLength = 8192;

    private readonly Dictionary<TKey, int> slots = [];
    private readonly List<int> counts = [];
    private readonly List<(int Slot, int Name)[]> chunks = [];
    private int pairCount;
    private int[] starts = [];
    private int[] names = [];

    public void Add(TKey key, int name)
    {
        if (!slots.TryGetValue(key, out var slot))
        {
            slot = slots.Count;
            slots.Add(key, slot);
            counts.Add(0);
        }

        counts[slot]++;
        if (pairCount % ChunkLength == 0)
        {
            chunks.Add(new (int Slot, int Name)[ChunkLength]);
        }

        chunks[^1][pairCount++ % ChunkLength] = (slot, name);
    }

    public void Close()
    {
        starts = new int[counts.Count + 1];
        for (var slot = 0; slot < counts.Count; slot++)
        {
            starts[slot + 1] = starts[slot] + counts[slot];
        }

        names = new int[pairCount];
        var next = starts.AsSpan(0, counts.Count).ToArray();
        for (var at = 0; at < pairCount; at++)
        {
            var (slot, name) = chunks[at / ChunkLength][at % ChunkLength];
            names[next[slot]++] = name;
        }

        chunks.Clear();
        counts.Clear();
        counts.TrimExcess();
    }

    public ReadOnlySpan<int> Find(TKey key) =>
        slots.TryGetValue(key, out var slot) ? names.AsSpan(starts[slot], starts[slot + 1] - starts[slot]) : default;
}
