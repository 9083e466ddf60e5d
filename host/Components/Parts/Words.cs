using System.Globalization;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Puts times and numbers into words.</summary>
public static class Words
{
    /// <summary>"4 min ago", "in 3 h".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = now - at;
        var isPast = distance >= TimeSpan.Zero;
        var length = distance.Duration() switch
        {
            { TotalSeconds: < 45 } => null,
            { TotalMinutes: < 60 } d => $"{Math.Max(1, (int)Math.Round(d.TotalMinutes))} min",
            { TotalHours: < 24 } d => $"{(int)Math.Round(d.TotalHours)} h",
            { TotalDays: < 60 } d => Count((int)Math.Round(d.TotalDays), "day"),
            { TotalDays: < 730 } d => Count((int)Math.Round(d.TotalDays / 30.4), "month"),
            var d => Count((int)(d.TotalDays / 365.25), "year"),
        };
        return (length, isPast) switch
        {
            (null, true) => "just now",
            (null, false) => "in a moment",
            (_, true) => $"{length} ago",
            _ => $"in {length}",
        };
    }

    /// <summary>"24 Nov 2026, 13:05:20 UTC".</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"1 device", "1,284 devices".</summary>
    public static string Count(int number, string singular, string? plural = null) =>
        $"{Number(number)} {(number == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>"1,284".</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"Same words; legal form differs."</summary>
    public static string List(IReadOnlyList<string> phrases) => phrases.Count == 0 ? "The names are alike." : string.Join("; ", phrases) + ".";

    /// <summary>"Acme / Berlin" of the path "Acme / Berlin / Store 2"; null for what is at the top.</summary>
    public static string? Above(string path, string name) =>
        path.Length > name.Length + 3 && path.EndsWith($" / {name}", StringComparison.Ordinal) ? path[..^(name.Length + 3)] : null;

    /// <summary>"98 %" of a probability; never a certainty that nobody claims.</summary>
    public static string Percent(double probability) => $"{Math.Min(99, Math.Floor(probability * 100)).ToString("0", CultureInfo.InvariantCulture)} %";
}
