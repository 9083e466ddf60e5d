namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Splits entities in two by their first name, the same way at every run and for every file.</summary>
internal static class CorpusHalves
{
    public static CorpusHalf Of(string firstName)
    {
        var hash = 2166136261u;
        foreach (var letter in firstName)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (hash >> 16) % 2 == 0 ? CorpusHalf.Tuning : CorpusHalf.Unseen;
    }
}
