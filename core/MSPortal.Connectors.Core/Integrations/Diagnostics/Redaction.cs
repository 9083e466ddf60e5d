using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>
/// Takes names, secrets and addresses out of sentences. Connectors promise to put none into them; here nobody relies on that.
/// </summary>
internal sealed partial class Redaction
{
    private const string LeftOut = "(left out)";
    private const int ShortestName = 3;
    private const int LongestSentence = 500;

    private readonly string[] _names;

    private Redaction(IEnumerable<string> names) =>
        _names = [.. names.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(n => n.Length)];

    /// <summary>Finds out which of the tenant's names stand in the sentences.</summary>
    /// <param name="others">What must not be told either: secrets, ids of records.</param>
    public static async Task<Redaction> OfAsync(
        ConnectorsDb db, IntegrationId id, IEnumerable<string?> sentences, IEnumerable<string?> others, CancellationToken cancellationToken)
    {
        var told = string.Join('\n', sentences.Where(s => !string.IsNullOrEmpty(s)).Distinct(StringComparer.Ordinal));
        var lower = told.ToLowerInvariant();
        List<string?> names = [.. others];
        if (told.Length > 0)
        {
            // The database looks which of its names stand in the text, so that they need not all be read.
            var staged = db.StagedDevices.AsNoTracking().Where(s => s.IntegrationId == id);
            names.AddRange(await staged.Where(s => (told.Contains(s.Name) || lower.Contains(s.Name.ToLower()))).Select(s => s.Name).Distinct().ToListAsync(cancellationToken));
            names.AddRange(await staged.Where(s => s.SerialNumber != null && (told.Contains(s.SerialNumber) || lower.Contains(s.SerialNumber.ToLower()))).Select(s => s.SerialNumber).Distinct().ToListAsync(cancellationToken));
            names.AddRange(await staged.Where(s => told.Contains(s.ExternalId)).Select(s => s.ExternalId).Distinct().ToListAsync(cancellationToken));
            names.AddRange(await db.Devices.AsNoTracking().Where(d => d.CurrentUser != null && (told.Contains(d.CurrentUser) || lower.Contains(d.CurrentUser.ToLower()))).Select(d => d.CurrentUser).Distinct().ToListAsync(cancellationToken));
            var containers = db.Containers.AsNoTracking().Where(c => c.IntegrationId == id);
            names.AddRange(await containers.Where(c => (told.Contains(c.Name) || lower.Contains(c.Name.ToLower()))).Select(c => c.Name).Distinct().ToListAsync(cancellationToken));
            names.AddRange(await containers.Where(c => told.Contains(c.ExternalId)).Select(c => c.ExternalId).Distinct().ToListAsync(cancellationToken));
            names.AddRange(await db.Companies.AsNoTracking().Where(c => (told.Contains(c.Name) || lower.Contains(c.Name.ToLower()))).Select(c => c.Name).ToListAsync(cancellationToken));
        }

        return new Redaction(names.OfType<string>().Select(n => n.Trim()).Where(n => n.Length >= ShortestName));
    }

    /// <summary>A sentence that a connector or a vendor may have had a part in.</summary>
    public string Clean(string? sentence) => Own(Quoted().Replace(sentence ?? "", $"\"{LeftOut}\""));

    /// <summary>A sentence of the product's own, which may quote.</summary>
    public string Own(string? sentence)
    {
        var clean = sentence ?? "";
        foreach (var name in _names)
            clean = Whole(clean, name);
        clean = Email().Replace(clean, LeftOut);
        clean = Address().Replace(clean, LeftOut);
        clean = Opaque().Replace(clean, LeftOut);
        return clean.Length > LongestSentence ? $"{clean[..LongestSentence]}..." : clean;
    }

    public SyncError? Clean(SyncError? error) => error is null ? null : new SyncError(Code(error.Code), Clean(error.Message), Clean(error.Cure));

    /// <summary>Codes are words of ours or of the connector's author; what looks otherwise is none.</summary>
    public static string Code(string code) => Word().IsMatch(code) ? code : LeftOut;

    // "Mac" is no reason to spoil "Machine".
    private static string Whole(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWhole)
                text = $"{text[..at]}{LeftOut}{text[end..]}";
            at += isWhole ? LeftOut.Length : 1;
            if (at >= text.Length)
                break;
        }

        return text;
    }

    [GeneratedRegex("[\"“„«][^\"“”„«»]*[\"”“»]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\s@<>()]+@[^\s@<>()]+")]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // Tokens, hashes, ids: long, and with a digit.
    [GeneratedRegex(@"(?<![\w+/=-])(?=[\w+/=-]*\d)[\w+/=-]{16,}")]
    private static partial Regex Opaque();

    [GeneratedRegex("^[a-z0-9_]{1,60}$")]
    private static partial Regex Word();
}
