using System.Globalization;
using System.Text;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Writes a company's name the way another person would write it as a policy.</summary>
internal sealed class NameRewriter(Dice dice)
{
    private static readonly Dictionary<string, string> Abbreviations = new()
    {
        ["Center"] = "Ctr", ["Services"] = "Svcs", ["Management"] = "Mgmt", ["Manufacturing"] = "Mfg", ["International"] = "Intl",
        ["Associates"] = "Assoc", ["Technologies"] = "Tech", ["Development"] = "Dev", ["Construction"] = "Constr", ["Insurance"] = "Ins",
        ["Medical"] = "Med", ["Properties"] = "Props", ["Financial"] = "Fin", ["Engineering"] = "Eng", ["Community"] = "Comm",
        ["Accounting"] = "Acctg", ["Solutions"] = "Sol", ["Partners"] = "Ptnrs", ["Brothers"] = "Bros", ["Orthodontics"] = "Ortho",
        ["Veterinary"] = "Vet", ["Academy"] = "Acad", ["Elementary"] = "Elem", ["Group"] = "Grp", ["Systems"] = "Sys", ["North"] = "N",
        ["South"] = "S", ["East"] = "E", ["West"] = "W", ["Hospital"] = "Hosp", ["Marketing"] = "Mktg", ["Foundation"] = "Fdn",
    };

    public string Rewrite(string name)
    {
        var words = DropLegalForm(name);
        words = dice.Chance(0.12) ? DropWord(words) : words;
        words = dice.Chance(0.2) ? Abbreviate(words) : words;
        words = dice.Chance(0.15) ? Misspell(words) : words;
        words = dice.Chance(0.04) ? Reorder(words) : words;
        words = dice.Chance(0.05) ? JoinWords(words) : words;
        words = dice.Chance(0.15) ? words.Replace("&", "and", StringComparison.Ordinal) : words;
        words = dice.Chance(0.4) ? WithoutAccents(words) : words;
        words = dice.Chance(0.03) && words.Split(' ').Length >= 3 ? Initials(words) : words;
        words = dice.Chance(0.1) ? OtherLegalForm(words) : words;
        return Dress(Recase(words));
    }

    /// <summary>Only what surrounds a name: prefix, suffix.</summary>
    public string Dress(string name)
    {
        var prefix = dice.Chance(0.35) ? dice.Pick(CorpusWords.Prefixes) : "";
        var suffix = dice.Chance(0.35) ? dice.Pick(CorpusWords.Suffixes) : "";
        var place = dice.Chance(0.04) ? " - " + dice.Pick(CorpusWords.Places) : "";
        return $"{prefix}{name}{place}{(suffix.StartsWith('-') ? " " : "")}{suffix}".Trim();
    }

    private string DropLegalForm(string name)
    {
        if (dice.Chance(0.3))
        {
            return name;
        }

        var form = CorpusWords.LegalForms.OrderByDescending(form => form.Length)
            .FirstOrDefault(form => name.EndsWith(" " + form.TrimStart(',', ' '), StringComparison.Ordinal));
        return form is null ? name : name[..^(form.TrimStart(',', ' ').Length + 1)].TrimEnd(',');
    }

    private string DropWord(string name)
    {
        var words = name.Split(' ').ToList();
        if (words.Count >= 3)
        {
            words.RemoveAt(dice.Chance(0.8) ? words.Count - 1 : dice.Below(words.Count));
        }

        return string.Join(' ', words).TrimEnd('&', ' ', ',', '-');
    }

    private static string Abbreviate(string name) =>
        string.Join(' ', name.Split(' ').Select(word => Abbreviations.GetValueOrDefault(word, word)));

    private string Misspell(string name)
    {
        var words = name.Split(' ');
        var at = dice.Below(words.Length);
        if (words[at].Length < 4)
        {
            return name;
        }

        var letters = new StringBuilder(words[at]);
        var place = 1 + dice.Below(letters.Length - 2);
        switch (dice.Below(4))
        {
            case 0:
                letters.Remove(place, 1);
                break;
            case 1:
                letters.Insert(place, letters[place]);
                break;
            case 2:
                (letters[place], letters[place + 1]) = (letters[place + 1], letters[place]);
                break;
            default:
                letters[place] = (char)('a' + dice.Below(26));
                break;
        }

        words[at] = letters.ToString();
        return string.Join(' ', words);
    }

    private static string Reorder(string name)
    {
        var words = name.Split(' ');
        return words.Length < 2 ? name : $"{string.Join(' ', words[1..])}, {words[0]}";
    }

    private string JoinWords(string name)
    {
        var words = name.Split(' ').ToList();
        if (words.Count < 2)
        {
            return name;
        }

        var at = dice.Below(words.Count - 1);
        words[at] += words[at + 1];
        words.RemoveAt(at + 1);
        return string.Join(' ', words);
    }

    private static string Initials(string name) =>
        string.Concat(name.Split(' ').Where(word => char.IsLetter(word[0])).Select(word => char.ToUpperInvariant(word[0])));

    private string OtherLegalForm(string name) => $"{name} {dice.Pick(CorpusWords.LegalForms).TrimStart(',', ' ')}";

    private string Recase(string name) => dice.Below(12) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        2 => name.Replace(' ', '_'),
        3 => name.Replace(' ', '-'),
        4 => name.Replace(" - ", " ", StringComparison.Ordinal),
        _ => name,
    };

    private static string WithoutAccents(string name) => string.Concat(
        name.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));
}
