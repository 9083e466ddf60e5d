using System.Globalization;

namespace MSPortal.Connectors.Addigy.Simulator.Chance;

/// <summary>
/// A seeded source of chance (SplitMix64). The same seed gives the same throws on every machine and .NET version, which
/// is why this is not <see cref="Random"/>.
/// </summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of their own for a purpose, so that throws for one purpose never shift those for another.</summary>
    public static Dice For(ulong seed, string purpose) => new(Mix(seed ^ Hash(purpose)));

    /// <summary>A hash of a text that is the same in every process (FNV-1a).</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;

        return hash;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>A number from 0 up to, and without, the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number between both, both included.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    /// <summary>A fraction from 0 up to, and without, 1.</summary>
    public double Fraction() => (Next() >> 11) / (double)(1UL << 53);

    /// <summary>True in so many of a hundred throws.</summary>
    public bool Percent(double percent) => Fraction() * 100 < percent;

    /// <summary>One of the list.</summary>
    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>An identifier in the spelling of a version 4 GUID.</summary>
    public string Id()
    {
        var high = Next();
        var low = Next();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{high >> 32:x8}-{(high >> 16) & 0xFFFF:x4}-4{high & 0xFFF:x3}-{0x8000 | ((low >> 48) & 0x3FFF):x4}-{low & 0xFFFFFFFFFFFF:x12}");
    }

    /// <summary>So many letters out of an alphabet.</summary>
    public string Letters(string alphabet, int count) =>
        string.Create(count, (this, alphabet), static (letters, given) =>
        {
            for (var index = 0; index < letters.Length; index++)
                letters[index] = given.alphabet[given.Item1.Below(given.alphabet.Length)];
        });

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
