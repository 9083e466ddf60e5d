using System.Globalization;
using System.Text;

namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>Other spellings of a text.</summary>
public static class Spelling
{
    /// <summary>Lower-case letters a to z and digits only: for accounts, domains and host names.</summary>
    public static string ToPlain(this string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.WithoutAccents())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.Length == 0 ? "x" : plain.ToString();
    }

    /// <summary>The same letters without their marks; ß becomes ss and ø becomes o.</summary>
    public static string WithoutAccents(this string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark)
                continue;

            _ = letter switch
            {
                'ß' => plain.Append("ss"),
                'ø' => plain.Append('o'),
                'Ø' => plain.Append('O'),
                'ł' => plain.Append('l'),
                'Ł' => plain.Append('L'),
                'æ' => plain.Append("ae"),
                _ => plain.Append(letter),
            };
        }

        return plain.ToString();
    }
}
