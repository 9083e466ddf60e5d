namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words.</summary>
internal static class EditDistance
{
    private const int Longest = 64;

    /// <summary>The distance, or more than <paramref name="allowed"/> when it is beyond that.</summary>
    public static int Within(string a, string b, int allowed)
    {
        if (Math.Abs(a.Length - b.Length) > allowed || a.Length > Longest || b.Length > Longest)
        {
            return allowed + 1;
        }

        Span<int> beforeLast = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    value = Math.Min(value, beforeLast[j - 2] + 1);
                }

                row[j] = value;
                best = Math.Min(best, value);
            }

            if (best > allowed)
            {
                return allowed + 1;
            }

            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }

        return last[b.Length];
    }
}
