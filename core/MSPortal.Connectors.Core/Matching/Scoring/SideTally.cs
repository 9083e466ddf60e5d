using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Adds up, for one of two names, the rarity of the words that the other has and of those it lacks.</summary>
internal struct SideTally
{
    private const float Exact = 0.95f;
    private const float Telling = 1f;

    public float Shared;
    public float Alone;
    public float Inexact;
    public float RarestShared;
    public float RarestExact;
    public int RarestExactAt;
    public float RarestAlone;
    public float HeadAlone;
    public float BranchAlone;
    public float InOwnPart;
    public float LastPartShared;
    public float LastPartAlone;

    public readonly float Covered => Share(Shared, Alone + Inexact);

    public readonly float LastPartCovered => Share(LastPartShared, LastPartAlone);

    public static SideTally Of(Word[] words, float[] rarities, ReadOnlySpan<float> quality)
    {
        var tally = default(SideTally);
        var lastPart = LastPart(words);
        var partsShared = 0UL;
        for (var at = 0; at < words.Length; at++)
        {
            partsShared |= words[at].Tells && quality[at] > 0 ? 1UL << (words[at].Segment & 63) : 0;
        }

        var first = Array.FindIndex(words, word => word.Tells);
        var beginsShared = first >= 0 && quality[first] > 0;
        for (var at = 0; at < words.Length; at++)
        {
            var kind = words[at].Kind;
            var rarity = rarities[at];
            var found = quality[at];
            if (found > 0)
            {
                var weight = rarity * WhenShared(kind);
                tally.Shared += weight * found;
                tally.Inexact += weight * (1 - found);
                tally.RarestShared = MathF.Max(tally.RarestShared, weight * found);
                if (found >= Exact && weight > tally.RarestExact)
                {
                    tally.RarestExact = weight;
                    tally.RarestExactAt = at;
                }

                tally.LastPartShared += words[at].Segment == lastPart ? weight : 0;
            }
            else
            {
                var weight = rarity * WhenAlone(kind);
                tally.Alone += weight;
                tally.HeadAlone = tally.RarestShared < Telling ? MathF.Max(tally.HeadAlone, weight) : tally.HeadAlone;
                tally.InOwnPart += (partsShared >> (words[at].Segment & 63) & 1) == 0 ? weight : 0;
                tally.BranchAlone = beginsShared && IsPlaceOrName(words[at]) ? MathF.Max(tally.BranchAlone, weight) : tally.BranchAlone;
                tally.RarestAlone = MathF.Max(tally.RarestAlone, weight);
                tally.LastPartAlone += words[at].Segment == lastPart ? weight : 0;
            }
        }

        return tally;
    }

    // "Care" and "Services" go with any name; what comes after a comma is a first name or an address.
    private static bool IsPlaceOrName(Word word) => word.Kind is WordKind.Content && !word.AfterComma && !CommonWords.IsTrade(word.Text);

    private static int LastPart(Word[] words)
    {
        var last = Array.FindLastIndex(words, word => word.Tells);
        return last < 0 ? -1 : words[last].Segment;
    }

    private static float Share(float part, float rest) => part + rest > 0 ? part / (part + rest) : 0;

    private static float WhenShared(WordKind kind) => kind switch
    {
        WordKind.Stop or WordKind.Legal => 0.1f,
        WordKind.Address => 0.3f,
        WordKind.Noise => 0.5f,
        _ => 1,
    };

    private static float WhenAlone(WordKind kind) => kind switch
    {
        WordKind.Legal => 0.02f,
        WordKind.Stop or WordKind.Noise or WordKind.Address => 0.08f,
        _ => 1,
    };
}
