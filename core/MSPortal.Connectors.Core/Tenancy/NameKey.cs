using System.Text;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>Names that people type, made comparable: surrounding and double blanks and case don't count.</summary>
internal static class NameKey
{
    /// <summary>The name without surrounding and double blanks.</summary>
    public static string Tidy(string name) =>
        string.Join(' ', StorableText.Of(name, int.MaxValue).Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is compared.</summary>
    public static string Of(string name) => Tidy(name).ToUpperInvariant();
}
