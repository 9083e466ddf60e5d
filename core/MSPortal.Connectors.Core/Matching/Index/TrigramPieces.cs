namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>The three-letter pieces of a name's telling words, each once.</summary>
internal static class TrigramPieces
{
    public static void Collect(string text, List<ulong> into)
    {
        into.Clear();
        if (text.Length == 0)
        {
            return;
        }

        ulong piece = ' ';
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : ' ';
            piece = ((piece << 16) | letter) & 0xFFFF_FFFF_FFFF;
            if (at >= 1)
            {
                into.Add(piece);
            }
        }

        into.Sort();
        var kept = 0;
        for (var at = 0; at < into.Count; at++)
        {
            if (at == 0 || into[at] != into[kept - 1])
            {
                into[kept++] = into[at];
            }
        }

        into.RemoveRange(kept, into.Count - kept);
    }
}
