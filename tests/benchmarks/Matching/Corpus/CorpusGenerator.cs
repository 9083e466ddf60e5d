using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Makes a labelled corpus from a seed: the same seed gives the same corpus.</summary>
internal sealed class CorpusGenerator
{
    private const double ShareHeldBack = 0.15;
    private const double ShareWithAddress = 0.06;

    private readonly Dice dice;
    private readonly bool areUnrelated;
    private readonly CompanyMaker companies;
    private readonly NameRewriter rewriter;
    private readonly TrickMaker tricks;
    private readonly AddressMaker addresses;
    private readonly List<(string Key, string Name, string Written, bool InFamily)> listed = [];
    private readonly List<(string Name, bool InFamily)> heldBack = [];
    private readonly HashSet<string> letters = [];

    /// <param name="seed">Decides every name.</param>
    /// <param name="areUnrelated">No families, and as many strangers as companies: the list of a small MSP.</param>
    public CorpusGenerator(int seed, bool areUnrelated = false)
    {
        this.areUnrelated = areUnrelated;
        dice = new Dice(seed);
        companies = new CompanyMaker(dice);
        rewriter = new NameRewriter(dice);
        tricks = new TrickMaker(dice);
        addresses = new AddressMaker(dice);
    }

    public LabelledCorpus Generate(int targetCount, int caseCount)
    {
        FillList(targetCount);
        var cases = new List<LabelledCase>();
        while (cases.Count < caseCount)
        {
            if (MakeCase(cases.Count) is { } made)
            {
                cases.Add(made);
            }
        }

        return new LabelledCorpus(
            $"generated, {caseCount} x {targetCount}",
            [.. listed.Select(company => new MatchTarget(company.Key, company.Written, [])), .. CorpusWords.Plain.Select(name => new MatchTarget(name, name, []))],
            cases);
    }

    // A family loses members to the other list now and then, so that a near twin of a listed company asks for it.
    private void FillList(int targetCount)
    {
        while (areUnrelated && heldBack.Count < targetCount)
        {
            var stranger = companies.WithLegalForm(companies.MakeName());
            letters.Add(Letters(stranger));
            heldBack.Add((stranger, false));
        }

        while (listed.Count < targetCount)
        {
            var family = areUnrelated ? [companies.WithLegalForm(companies.MakeName())] : companies.MakeFamily();
            foreach (var name in family.Where(name => letters.Add(Letters(name))))
            {
                if (dice.Chance(ShareHeldBack))
                {
                    heldBack.Add((name, family.Count > 1));
                }
                else if (listed.Count < targetCount)
                {
                    listed.Add(($"t{listed.Count}", name, addresses.Add(name, ShareWithAddress), family.Count > 1));
                }
            }
        }
    }

    private LabelledCase? MakeCase(int number)
    {
        var key = $"q{number}";
        switch (dice.Below(100))
        {
            case < 70:
                var company = dice.Pick(listed);
                var parent = dice.Chance(0.15) ? dice.Pick(CorpusWords.Prefixes).Trim(' ', '-', ':') : null;
                return new LabelledCase(
                    new MatchQuery(key, rewriter.Rewrite(addresses.Add(company.Name, ShareWithAddress)), parent), company.Key, company.InFamily ? CaseKind.NearTwin : CaseKind.Plain);
            case < 86:
                var (name, inFamily) = dice.Pick(heldBack);
                return new LabelledCase(
                    new MatchQuery(key, rewriter.Rewrite(name), null), null, inFamily ? CaseKind.NearTwin : CaseKind.Stranger);
            case < 92:
                return new LabelledCase(new MatchQuery(key, rewriter.Dress(dice.Pick(CorpusWords.Generic)), null), null, CaseKind.Generic);
            default:
                return MakeTrick(key);
        }
    }

    private LabelledCase? MakeTrick(string key)
    {
        var trick = tricks.Trick(dice.Pick(listed).Name);
        var isAnother = trick is null || letters.Contains(Letters(trick));
        return isAnother ? null : new LabelledCase(new MatchQuery(key, rewriter.Dress(trick!), null), null, CaseKind.LookAlike);
    }

    // Names that differ only in legal form, "the" or spaces are the same company to everyone.
    private static string Letters(string name) => string.Concat(name.Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not "The" && !CorpusWords.LegalForms.Any(form => form.TrimStart(',', ' ').Split(' ').Contains(word)))
        .SelectMany(word => word.Where(char.IsLetterOrDigit))).ToUpperInvariant();
}
