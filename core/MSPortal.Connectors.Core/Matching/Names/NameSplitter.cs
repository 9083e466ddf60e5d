using System.Text;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Splits folded text into words and parts: "msp - acme (north)" has three parts.</summary>
internal sealed class NameSplitter(string text)
{
    public const int MostWords = 48;
    private const int LongestWord = 60;

    private readonly List<SplitWord> words = [];
    private readonly StringBuilder word = new();
    private int segment;
    private bool afterComma;

    public List<SplitWord> Split()
    {
        for (var at = 0; at < text.Length && words.Count < MostWords; at++)
        {
            Read(at);
        }

        EndWord();
        return JoinInitials();
    }

    private void Read(int at)
    {
        var letter = text[at];
        if (IsWordLetter(letter))
        {
            word.Append(letter);
        }
        else if (IsApostrophe(letter) && word.Length > 0 && At(at + 1) is var next && char.IsLetter(next))
        {
        }
        else if (letter is '/' && IsLoneLetter(at - 1) && IsLoneLetter(at + 1))
        {
        }
        else if (letter is '&' or '+')
        {
            ReadAnd(at);
        }
        else
        {
            EndWord();
            if (EndsPart(at))
            {
                segment++;
                afterComma = letter is ',' or ';' || (afterComma && letter is '/');
            }
        }
    }

    // "I/T" and "A/V" are one word.
    private bool IsLoneLetter(int at) => char.IsLetter(At(at)) && !IsWordLetter(At(at - 1)) && !IsWordLetter(At(at + 1));

    // "AT&T" is one word, "Smith & Sons" is three.
    private void ReadAnd(int at)
    {
        var glued = char.IsLetter(At(at - 1)) && char.IsLetter(At(at + 1));
        if (glued && word.Length <= 2 && !char.IsLetter(At(at + 3)))
        {
            return;
        }

        EndWord();
        word.Append("and");
        EndWord();
        afterComma = false;
    }

    private bool EndsPart(int at) => text[at] switch
    {
        '|' or ':' or '/' or '\\' or '>' or '(' or ')' or '[' or ']' or ',' or ';' or '–' or '—' or '•' or '»' or '·' or '‐' or '‑' => true,
        '-' => At(at - 1) is ' ' or '-' || At(at + 1) is ' ' or '-',
        _ => false,
    };

    private char At(int at) => at >= 0 && at < text.Length ? text[at] : ' ';

    private void EndWord()
    {
        if (word.Length > 0 && words.Count < MostWords)
        {
            words.Add(new SplitWord(word.Length > LongestWord ? word.ToString(0, LongestWord) : word.ToString(), segment, afterComma));
        }

        word.Clear();
    }

    // "N.V." and "N V" and "J. B. Hunt": single letters in a row are initials.
    private List<SplitWord> JoinInitials()
    {
        var joined = new List<SplitWord>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            var (first, part, comma) = words[at];
            while (IsInitial(words[at].Text) && at + 1 < words.Count
                && words[at + 1].Segment == part && IsInitial(words[at + 1].Text))
            {
                first += words[++at].Text;
            }

            joined.Add(new SplitWord(first, part, comma));
        }

        return joined;
    }

    private static bool IsInitial(string text) => text.Length == 1 && char.IsLetter(text[0]) && text[0] < '\u0590';

    private static bool IsApostrophe(char letter) => letter is '\'' or '’' or '‘' or '`' or '´' or 'ʼ' or '?';

    private static bool IsWordLetter(char letter) =>
        char.IsLetterOrDigit(letter)
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
