using System.Text;
using Microsoft.Net.Http.Headers;

namespace MSPortal.Connectors.Host.Api;

/// <summary>The character set that a content type names.</summary>
internal static class Charsets
{
    /// <summary>Null when it names none.</summary>
    public static string? Of(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Charset.HasValue ? HeaderUtilities.RemoveQuotes(type.Charset).ToString() : null;

    public static bool IsKnown(string charset)
    {
        try
        {
            _ = Encoding.GetEncoding(charset);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
