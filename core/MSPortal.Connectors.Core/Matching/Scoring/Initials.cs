using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Finds the run of words that a word may be the initials of.</summary>
internal static class Initials
{
    public const float Quality = 0.8f;
    private const int Fewest = 2;
    private const int Most = 8;

    /// <summary>The run of unpaired words spelt by the letters, stop words skipped or not; empty when there is none.</summary>
    public static (int First, int Length) Spell(string letters, Word[] words, float[] taken)
    {
        if (letters.Length is < Fewest or > Most)
        {
            return default;
        }

        for (var first = 0; first < words.Length; first++)
        {
            var at = first;
            var letter = 0;
            while (at < words.Length && letter < letters.Length && taken[at] == 0 && words[at].Text.Length > 0)
            {
                if (words[at].Text[0] == letters[letter])
                {
                    letter++;
                }
                else if (letter == 0 || words[at].Kind is not WordKind.Stop)
                {
                    break;
                }

                at++;
            }

            if (letter == letters.Length && at - first >= Fewest)
            {
                return (first, at - first);
            }
        }

        return default;
    }
}
