using System.Buffers;
using System.Text;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>
/// Text as a search compares it: accents, case, apostrophes and kinds of dashes don't count, so that "Zoë" is found by "zoe",
/// and "O’Brien" by "o'brien" and "obrien".
/// </summary>
/// <remarks>Rows keep what comes out: when this or <see cref="CharacterFolding"/> becomes another, they must be filled anew.</remarks>
internal static class Searched
{
    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’‘‛ʼʻ`´′＇");

    /// <summary>What a row keeps of its texts: each on a line of its own, so that no search spans two.</summary>
    public static string In(params ReadOnlySpan<string?> texts)
    {
        var kept = new StringBuilder();
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (kept.Length > 0)
                kept.Append('\n');
            kept.Append(Folded(text));
        }

        return kept.ToString();
    }

    /// <summary>Whether a text holds what is searched for.</summary>
    public static bool Finds(string? text, string search) => text is not null && For(search) is { Length: > 0 } wanted && Holds(text, wanted);

    /// <param name="wanted">As <see cref="For"/> makes it.</param>
    public static bool Holds(string text, string wanted) => Ascii.IsValid(text) && text.AsSpan().IndexOfAny(Apostrophes) < 0
        ? text.Contains(wanted, StringComparison.OrdinalIgnoreCase)
        : Folded(text).Contains(wanted, StringComparison.Ordinal);

    /// <summary>What is looked for. Of what is left out when texts are kept, nothing is found.</summary>
    public static string For(string search)
    {
        var text = StorableText.Of(search.Trim());
        return Folded(text) is { Length: > 0 } folded ? folded : text;
    }

    /// <summary>The text as it is compared.</summary>
    public static string Folded(string text)
    {
        var plain = text.AsSpan().IndexOfAny(Apostrophes) < 0 ? text : string.Concat(text.Where(c => !Apostrophes.Contains(c)));
        return Ascii.IsValid(plain) ? plain.ToLowerInvariant() : StorableText.Of(Dashed(CharacterFolding.Fold(plain, out _)), int.MaxValue);
    }

    private static string Dashed(string text) => text.Replace('‐', '-').Replace('–', '-').Replace('—', '-').Replace('−', '-');
}
