namespace MSPortal.Connectors.Host.Api;

/// <summary>Helps who misspelt a name.</summary>
internal static class NearNames
{
    private const int MostCompared = 100;

    /// <summary>The names, those first that are most like what was sent.</summary>
    public static IEnumerable<string> LikestFirst(this IEnumerable<string> names, string sent) => names.OrderBy(n => Distance(n, sent.ShortTo(MostCompared)));

    /// <summary>The text, or its beginning.</summary>
    public static string ShortTo(this string text, int most) => text.Length <= most ? text : $"{text[..most]}…";

    // How many letters must be changed, put in or taken out.
    private static int Distance(string one, string other)
    {
        var costs = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = costs[0];
            costs[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = corner + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                corner = costs[j];
                costs[j] = Math.Min(changed, Math.Min(costs[j], costs[j - 1]) + 1);
            }
        }

        return costs[^1];
    }
}
