using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>Makes up the customers of an MSP.</summary>
public static class CompanyNames
{
    /// <summary>So many companies; no two with the same name in the books.</summary>
    public static IReadOnlyList<CompanyName> Make(Dice dice, int count, bool hasOddities)
    {
        var names = new List<CompanyName>(count);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Queue<(string Core, string? Form)>();
        while (names.Count < count)
        {
            var (core, form) = waiting.Count > 0 ? waiting.Dequeue() : MakeOne(dice, names.Count, waiting, count, hasOddities);
            var inBooks = form is null ? core : $"{core} {form}";
            if (!taken.Add(inBooks))
                inBooks = NextFree(taken, core);

            names.Add(new CompanyName(inBooks, hasOddities ? PolicyNames.For(core, form, inBooks, dice) : inBooks));
        }

        return names;
    }

    private static (string Core, string? Form) MakeOne(
        Dice dice, int number, Queue<(string, string?)> waiting, int count, bool hasOddities)
    {
        if (hasOddities && number % 30 == 11)
            return (dice.Pick(Words.Foreign), null);

        var form = dice.Percent(62) ? dice.Pick(Words.LegalForms) : null;
        if (hasOddities && number % 20 == 5 && number + 1 < count)
        {
            var both = $"{dice.Pick(Words.Places)} {dice.Pick(Words.Trades)}";
            waiting.Enqueue(($"{both} South", form));
            return ($"{both} North", form);
        }

        return dice.Below(10) switch
        {
            < 3 => ($"{dice.Pick(Words.FamilyNames)} {dice.Pick(Words.Trades)}", form),
            < 5 => ($"{dice.Pick(Words.Places)} {dice.Pick(Words.Trades)}", form),
            5 => ($"{dice.Pick(Words.FamilyNames)} & {dice.Pick(Words.FamilyNames)} {dice.Pick(Words.Trades)}", form),
            6 => ($"{dice.Pick(Words.FamilyNames)}, {dice.Pick(Words.FamilyNames)} & Associates", form),
            7 => ($"{dice.Pick(Words.FamilyNames)} {dice.Pick(Words.Trades)} Group", form),
            8 => ($"{dice.Pick(Words.Places)} {dice.Pick(Words.Institutions)}", null),
            _ => ($"The {dice.Pick(Words.Places)} {dice.Pick(Words.Trades)} Company", form),
        };
    }

    private static string NextFree(HashSet<string> taken, string core)
    {
        var number = 2;
        string name;
        do
            name = string.Create(CultureInfo.InvariantCulture, $"{core} {number++}");
        while (!taken.Add(name));

        return name;
    }
}
