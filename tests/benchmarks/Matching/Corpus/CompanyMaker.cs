namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Makes companies' names as an MSP's client list has them: alone, in families and as near twins.</summary>
internal sealed class CompanyMaker(Dice dice)
{
    private const int MostSites = 12;
    private const double ShareWithAgency = 0.4;

    private static readonly string[][] Twins =
    [
        ["North", "South"], ["East", "West"], ["1", "2", "3"], ["I", "II", "III"], ["Upper", "Lower"], ["Uptown", "Downtown"],
        ["Northeast", "Northwest"], ["Adult", "Pediatric"], ["Senior", "Junior"], ["12", "21"],
    ];

    /// <summary>One or several names that belong together; every name is another company.</summary>
    public IReadOnlyList<string> MakeFamily()
    {
        var chance = dice.Below(100);
        return chance switch
        {
            < 62 => [WithLegalForm(MakeName())],
            < 72 => MakeTwins(),
            < 84 => MakeSites(),
            < 92 => MakeCousins(),
            _ => [WithLegalForm(MakeName() + " of " + dice.Pick(CorpusWords.Places))],
        };
    }

    public string MakeName() => dice.Below(12) switch
    {
        0 or 1 or 2 => $"{dice.Pick(CorpusWords.Surnames)} {dice.Pick(CorpusWords.Trades)}",
        3 => $"{dice.Pick(CorpusWords.Surnames)} & {dice.Pick(CorpusWords.Surnames)} {dice.Pick(CorpusWords.Trades)}",
        4 => $"{dice.Pick(CorpusWords.Surnames)}, {dice.Pick(CorpusWords.Surnames)} & {dice.Pick(CorpusWords.Surnames)}",
        5 or 6 => $"{dice.Pick(CorpusWords.Coined)} {dice.Pick(CorpusWords.Trades)}",
        7 => $"{dice.Pick(CorpusWords.Places)} {dice.Pick(CorpusWords.Trades)}",
        8 => $"{dice.Pick(CorpusWords.Places)} {dice.Pick(CorpusWords.Coined)} {dice.Pick(CorpusWords.Trades)}",
        9 => $"{dice.Pick(CorpusWords.Coined)}{dice.Pick(["soft", "works", "tek", "ly", "ware", "logic", "med", "pro"])} {dice.Pick(CorpusWords.Trades)}",
        10 => $"The {dice.Pick(CorpusWords.Coined)} {dice.Pick(["Group", "Company", "Partnership", "Center", "Studio"])}",
        _ => $"{dice.Pick(CorpusWords.Surnames)} {dice.Pick(["Bros", "Brothers", "Family", "and Sons", "Partners", "Group"])} {dice.Pick(CorpusWords.Trades)}",
    };

    public string WithLegalForm(string name)
    {
        if (dice.Chance(0.4))
        {
            return name;
        }

        var form = dice.Pick(CorpusWords.LegalForms);
        return form.StartsWith(',') ? name + form : $"{name} {form}";
    }

    private List<string> MakeTwins()
    {
        var name = MakeName();
        var form = dice.Chance(0.5) ? " LLC" : "";
        return [.. dice.Pick(Twins).Select(twin => $"{name} {twin}{form}")];
    }

    private List<string> MakeSites()
    {
        var agency = MakeName();
        var names = new HashSet<string>();
        if (dice.Chance(ShareWithAgency))
        {
            names.Add(agency);
        }

        var count = 2 + dice.Below(dice.Chance(0.2) ? MostSites : 5);
        while (names.Count < count)
        {
            var site = dice.Chance(0.5) ? dice.Pick(CorpusWords.Places) : dice.Pick(CorpusWords.SaintsAndNames);
            names.Add(dice.Chance(0.6) ? $"{agency} - {site}" : $"{agency} {site}");
        }

        return [.. names];
    }

    // The same surname or word in another trade: "Zwicky Dental" and "Zwicky Roofing".
    private List<string> MakeCousins()
    {
        var first = dice.Chance(0.6) ? dice.Pick(CorpusWords.Surnames) : dice.Pick(CorpusWords.Coined);
        var names = new HashSet<string>();
        while (names.Count < 2)
        {
            names.Add($"{first} {dice.Pick(CorpusWords.Trades)}");
        }

        return [.. names.Select(WithLegalForm)];
    }
}
