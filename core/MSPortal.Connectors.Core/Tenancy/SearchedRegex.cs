using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>
/// The comparison of <see cref="Searched"/> as a regular expression, for a database that compares itself. It has letters, classes
/// and groups, and nothing in which kinds of regular expressions differ.
/// </summary>
internal sealed class SearchedRegex
{
    // Of what is longer only the beginning is compared: so much text tells names apart.
    private const int MostLetters = 60;

    // Letters that were one character, as ss were ß.
    private const int LongestOne = 3;
    private const int LongestGroup = 4;

    private static readonly Lazy<SearchedRegex> Turned = new(() => new SearchedRegex());

    private readonly FrozenDictionary<string, string> _written;
    private readonly string _leftOut;
    private readonly FrozenDictionary<char, string> _endsWith;
    private readonly FrozenDictionary<char, string> _beginsWith;

    // Turns the folding round: what each letter, or pair of them, can have been.
    private SearchedRegex()
    {
        var written = Characters().GroupBy(c => Searched.Folded(c.ToString()), StringComparer.Ordinal).ToDictionary(g => g.Key, g => string.Concat(g), StringComparer.Ordinal);
        _leftOut = $"{One(written[""])}*";
        written.Remove("");
        foreach (var key in written.Keys.Where(k => k.Length > 1 && !k.All(char.IsLetter)).ToArray())
            written.Remove(key);
        _written = written.ToFrozenDictionary(StringComparer.Ordinal);
        var pairs = written.Where(w => w.Key.Length == 2).ToArray();
        _beginsWith = pairs.GroupBy(p => p.Key[0]).ToFrozenDictionary(g => g.Key, g => string.Concat(g.Select(p => p.Value)));
        _endsWith = pairs.GroupBy(p => p.Key[1]).ToFrozenDictionary(g => g.Key, g => string.Concat(g.Select(p => p.Value)));
    }

    /// <summary>What finds a text that holds what is searched for.</summary>
    public static string Of(string search) => Turned.Value.PatternOf(search);

    private string PatternOf(string search)
    {
        // Of what no row can hold nothing is left, and nothing is found by it.
        var wanted = Searched.For(search);
        if (wanted.Length == 0 || Searched.Folded(search).Length == 0)
            return "x^";


        wanted = StorableText.Of(wanted, MostLetters);
        var pattern = new StringBuilder();
        for (var at = 0; at < wanted.Length;)
        {
            if (at > 0)
                pattern.Append(_leftOut);
            var end = EndOfGroup(wanted, at);
            pattern.Append(Group(wanted, at, end));
            at = end;
        }

        return pattern.ToString();
    }

    // Up to where letters can have been one with the next.
    private int EndOfGroup(string wanted, int at)
    {
        var end = at + 1;
        for (var i = at; i < end; i++)
        {
            for (var length = 2; length <= LongestOne && i + length <= Math.Min(wanted.Length, at + LongestGroup); length++)
            {
                if (IsOne(wanted.Substring(i, length)))
                    end = Math.Max(end, i + length);
            }
        }

        return end;
    }

    private string Group(string wanted, int at, int end)
    {
        List<string> ways = [];
        for (var length = 1; length <= LongestOne && at + length <= end; length++)
        {
            var part = wanted.Substring(at, length);
            if (length == 1 && char.IsSurrogate(part[0]) || length > 1 && !IsOne(part))
                continue;

            var one = length == 1 ? Letter(wanted, at) : char.IsHighSurrogate(part[0]) ? part : One(_written[part]);
            ways.Add(at + length == end ? one : one + _leftOut + Group(wanted, at + length, end));
        }

        return ways.Count == 1 ? ways[0] : $"(?:{string.Join('|', ways)})";
    }

    private bool IsOne(string part) => _written.ContainsKey(part) || (part.Length == 2 && char.IsSurrogatePair(part[0], part[1]));

    private string Letter(string wanted, int at)
    {
        var letter = wanted[at];
        var all = _written.GetValueOrDefault(letter.ToString(), "");
        if (at == 0)
            all += _endsWith.GetValueOrDefault(letter, "");
        if (at == wanted.Length - 1)
            all += _beginsWith.GetValueOrDefault(letter, "");
        return One(all + letter);
    }

    // One of these characters.
    private static string One(string characters)
    {
        var kind = new StringBuilder("[");
        foreach (var letter in characters.Distinct())
            kind.Append(char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) && letter != '_' ? @"\" : "").Append(letter);
        return kind.Append(']').ToString();
    }

    private static IEnumerable<char> Characters() =>
        Enumerable.Range(1, 0xFFFD).Select(n => (char)n).Where(c => !char.IsSurrogate(c)
            && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Control));
}
