using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Compares the addresses written behind names.</summary>
internal static class Addresses
{
    /// <summary>Both have one, and not the same: another town, street or country. A street is not compared with a town.</summary>
    public static bool Differ(NormalName a, NormalName b)
    {
        var (ofA, ofB) = (Of(a), Of(b));
        if (ofA.Length == 0 || ofB.Length == 0 || ofA.Any(HasDigit) != ofB.Any(HasDigit) || ofA.All(IsCode) != ofB.All(IsCode))
        {
            return false;
        }

        Func<string, bool> decides = ofA.Any(HasDigit) ? HasDigit : ofA.All(IsCode) ? IsCode : word => !IsCode(word);
        return !ofA.Where(decides).Intersect(ofB).Any();
    }

    private static string[] Of(NormalName name) => [.. name.Words.Where(word => word.Kind is WordKind.Address).Select(word => word.Text)];

    private static bool HasDigit(string word) => word.Any(char.IsDigit);

    // Of a country or a state.
    private static bool IsCode(string word) => word.Length <= 2;
}
