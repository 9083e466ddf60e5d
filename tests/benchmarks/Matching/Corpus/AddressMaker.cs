namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Writes an address behind a name, as registers do: "Acme B.V., Boston, US", "Acme N.V. Lakewood Street 12".</summary>
internal sealed class AddressMaker(Dice dice)
{
    private static readonly string[] Countries = ["US", "NL", "DE", "GB", "CA", "FR"];
    private static readonly string[] Streets = ["Street", "Avenue", "Road", "Straat"];

    /// <summary>The name with an address when it ends in a legal form and the dice fall so; else the name.</summary>
    public string Add(string name, double chance)
    {
        if (!CorpusWords.LegalForms.Any(form => name.EndsWith(form, StringComparison.Ordinal)) || !dice.Chance(chance))
        {
            return name;
        }

        return dice.Below(4) switch
        {
            0 => $"{name}, {dice.Pick(CorpusWords.Places)}",
            1 => $"{name}, {dice.Pick(CorpusWords.Places)}, {dice.Pick(Countries)}",
            2 => $"{name}, {Street()}",
            _ => $"{name}, {Street()}, {dice.Pick(CorpusWords.Places)}",
        };
    }

    private string Street() => $"{dice.Pick(CorpusWords.Places)} {dice.Pick(Streets)} {1 + dice.Below(300)}";
}
