namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Splits entities in two by their first name, the same way at every run and for every file.</summary>
internal static class CorpusHalves
{
    public static CorpusHalf Of(string firstName) => HashOf(firstName) % 2 == 0 ? CorpusHalf.Tuning : CorpusHalf.Unseen;

    /// <summary>A number that is the same at every run.</summary>
    public static uint HashOf(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash >> 16;
    }
}
