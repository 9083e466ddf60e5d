namespace MSPortal.Connectors.Tests.Pure.Sdk;

/// <summary>Compares a text with the one that was approved.</summary>
public static class ApprovedText
{
    /// <summary>The first difference, for people; null when there is none.</summary>
    public static string? FirstDifference(string approved, string actual)
    {
        string[] before = Lines(approved);
        string[] now = Lines(actual);
        for (var i = 0; i < Math.Max(before.Length, now.Length); i++)
        {
            var (was, isNow) = (before.ElementAtOrDefault(i), now.ElementAtOrDefault(i));
            if (was != isNow)
                return $"line {i + 1}{Environment.NewLine}  approved: {was ?? "(nothing)"}{Environment.NewLine}  now:      {isNow ?? "(nothing)"}";
        }

        return null;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
