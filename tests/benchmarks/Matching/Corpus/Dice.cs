namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Seeded chance.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    public bool Chance(double of) => random.NextDouble() < of;

    public int Below(int limit) => random.Next(limit);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
