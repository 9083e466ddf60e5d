using System.Text;
using System.Text.Unicode;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Reads the letters of a CSV file. It never guesses: a name with a wrong letter is another name.</summary>
public static class CsvText
{
    // Windows-1252 and the like, as spreadsheets write them.
    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="charset">As the sender named it; null for UTF-8, or what a byte order mark says.</param>
    /// <returns>The text; refused when a letter of it can't be read.</returns>
    public static Result<string> Read(byte[] file, string? charset)
    {
        try
        {
            var encoding = charset is null ? new UTF8Encoding(false, true) : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            using var reader = new StreamReader(new MemoryStream(file), encoding, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
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
