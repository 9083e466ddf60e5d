namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>One way to make a matching task of entities.</summary>
/// <param name="Seed">Decides which entities are taken out and which name becomes the target.</param>
/// <param name="WithSingles">Entities of one name stay as targets nobody asks for, and as strangers: harder.</param>
/// <param name="LongestIsTarget">The longest name is the target rather than any.</param>
internal sealed record EntityDraw(int Seed, bool WithSingles, bool LongestIsTarget)
{
    public string Title => (WithSingles ? "all entities" : "entities of several names") + (LongestIsTarget ? ", longest name as target" : "");

    public static IReadOnlyList<EntityDraw> Series(int firstSeed, int count) =>
    [
        .. Enumerable.Range(firstSeed, count).SelectMany(seed => new[]
        {
            new EntityDraw(seed, WithSingles: false, LongestIsTarget: false),
            new EntityDraw(seed, WithSingles: true, LongestIsTarget: false),
            new EntityDraw(seed, WithSingles: false, LongestIsTarget: true),
        }),
    ];
}
