namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>
/// Parts that the entities fall into, the same at every run: what is fitted on all but one is measured on that one.
/// </summary>
internal static class Folds
{
    public const int Count = 5;

    /// <summary>The fold of a name, from 0; all names of an entity are in one, since their keys are the same up to the "n".</summary>
    public static int Of(LabelledCase one) => (int)(HashOf(one.Query.Key.Split('n')[0]) % Count);

    private static uint HashOf(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash >> 16;
    }
}
