using System.Text;
using System.Text.Unicode;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Reads the letters of a CSV file. It never guesses: a name with a wrong letter is another name.</summary>
public static class CsvText
{
    // A reader of the framework that finds a mark itself goes on without an error where letters can't be read.
    private static readonly Encoding[] Marked = [new UTF8Encoding(true, true), new UTF32Encoding(false, true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];

    /// <param name="charset">As the sender named it; null for UTF-8, or what a byte order mark says.</param>
    /// <returns>The text; refused when a letter of it can't be read.</returns>
    public static Result<string> Read(byte[] file, string? charset)
    {
        try
        {
            var marked = Array.Find(Marked, e => file.AsSpan().StartsWith(e.Preamble));
            var named = charset is null ? null : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            if (marked is not null && named is not null && marked.CodePage != named.CodePage && !named.WebName.StartsWith("utf-", StringComparison.Ordinal))
            {
                return new InvalidValue(
                    "file",
                    $"The file begins with the mark of {marked.WebName}, but its content type says {charset}. Nothing was added.",
                    "Name the character set that the file is in, or none.");
            }

            var encoding = marked ?? named ?? Marked[0];
            return encoding.GetString(file.AsSpan(marked?.Preamble.Length ?? 0));
        }
        catch (DecoderFallbackException)
        {
            return new InvalidValue(
                "file",
                charset is null ? $"Line {LineOfFault(file)} holds letters that are not UTF-8. Nothing was added." : $"The file holds letters that are not {charset}. Nothing was added.",
                "Save it as \"CSV UTF-8\"; over the API its character set can be named too: Content-Type: text/csv; charset=windows-1252.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return new InvalidValue("file", $"The character set \"{StorableText.Of(charset ?? "", 50)}\" is not known here. Nothing was added.", "Send the file as UTF-8.");
        }
    }

    private static int LineOfFault(ReadOnlySpan<byte> file)
    {
        var line = 1;
        foreach (var part in file.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(file[part]))
                break;
            line++;
        }

        return line;
    }
}
