using System.Globalization;
using System.Text;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Repairs names that were escaped twice; docs/connectors/addigy.md, "Names".</summary>
internal static class DoubleEscapes
{
    /// <summary>Turns a literal \u2019 into the sign it stands for, and leaves the text alone when that makes no sense.</summary>
    public static string Undo(string text)
    {
        if (!text.Contains("\\u", StringComparison.Ordinal))
            return text;

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (Sign(text.AsSpan(i)) is { } sign)
            {
                result.Append(sign);
                i += 5;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        var undone = result.ToString();
        return undone.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : undone;
    }

    private static char? Sign(ReadOnlySpan<char> rest) =>
        rest.Length >= 6
        && rest.StartsWith("\\u", StringComparison.Ordinal)
        && ushort.TryParse(rest.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && code >= ' '
            ? (char)code
            : null;
}
