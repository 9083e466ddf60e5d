using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Writes what speaks for and against a candidate, for people.</summary>
internal sealed class EvidenceWriter(Vocabulary vocabulary)
{
    private const float Rare = 5.5f;
    private const int MostWords = 3;

    public IReadOnlyList<string> Write(NormalName query, Scored candidate, string? reasonAgainst)
    {
        var target = candidate.Name;
        var evidence = new List<string>();
        if (query.Core == target.Name.Core)
        {
            evidence.Add(Same(query, target));
        }
        else if (query.Letters == target.Name.Letters)
        {
            evidence.Add($"Same {Called(target)} but for spaces");
        }
        else
        {
            AddSharedWords(query, target, evidence);
        }

        AddOthers(query, candidate, evidence);
        if (reasonAgainst is not null && !evidence.Contains(reasonAgainst))
        {
            evidence.Add(reasonAgainst);
        }

        return evidence;
    }

    private static string Called(IndexedName target) => target.IsAlias ? $"alias \"{target.Name.Core}\"" : "name";

    private static string Same(NormalName query, IndexedName target)
    {
        var dressing = query.Words.Concat(target.Name.Words).Where(word => word.Kind is WordKind.Legal or WordKind.Noise).Select(word => word.Text).Distinct().ToList();
        // Who is not meant is nothing that goes without saying.
        var said = dressing.FindAll(word => Negations.Has(word) && Array.Exists(query.Words, other => other.Text == word) != Array.Exists(target.Name.Words, other => other.Text == word));
        var removed = dressing.FindAll(word => !Negations.Has(word));
        return said.Count > 0 ? $"Same {Called(target)} but for {Quote(said)}"
            : removed.Count > 0 ? $"Same {Called(target)} after removing {Quote(removed)}"
            : $"Same {Called(target)}";
    }

    private static string Quote(List<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));

    private void AddSharedWords(NormalName query, IndexedName target, List<string> evidence)
    {
        var shared = query.Words
            .Where(word => word.Tells && Array.Exists(target.Name.Words, other => other.Text == word.Text))
            .Select(word => (word.Text, Rarity: vocabulary.RarityOf(vocabulary.Find(word.Text))))
            .Distinct()
            .OrderByDescending(word => word.Rarity)
            .Take(MostWords);
        evidence.AddRange(shared.Select(word => word.Rarity >= Rare ? $"Rare word \"{word.Text}\" in both" : $"\"{word.Text}\" in both"));
    }

    private static void AddOthers(NormalName query, Scored candidate, List<string> evidence)
    {
        if (candidate.ByParent)
        {
            evidence.Add("Found together with the parent's name");
        }

        if (candidate.Features[(int)Feature.Initials] > 0)
        {
            evidence.Add("One name has the other's initials");
        }

        if (candidate.Features[(int)Feature.NumbersDiffer] > 0)
        {
            evidence.Add($"Only the numbers differ: {query.Numbers} and {candidate.Name.Name.Numbers}"
                .Replace("Only the", query.Core.Length - query.Numbers.Length == candidate.Name.Name.Core.Length - candidate.Name.Name.Numbers.Length ? "Only the" : "The", StringComparison.Ordinal));
        }

        if (candidate.Features[(int)Feature.QualifiersDiffer] > 0)
        {
            evidence.Add($"\"{query.Qualifiers}\" is not \"{candidate.Name.Name.Qualifiers}\"");
        }

        if (evidence.Count == 0)
        {
            evidence.Add("Similar spelling");
        }
    }
}
