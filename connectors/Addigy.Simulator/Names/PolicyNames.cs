using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>How a company's name ends up as the name of a policy.</summary>
internal static class PolicyNames
{
    private static readonly (string Long, string Short)[] Abbreviations =
    [
        ("Associates", "Assoc."), ("Construction", "Constr."), ("Consulting", "Cons."), ("Engineering", "Eng."),
        ("Management", "Mgmt"), ("Elementary School", "ES"), ("High School", "HS"), ("Veterinary", "Vet"), ("Group", "Grp"),
        ("Company", "Co"), ("Productions", "Prod."), ("Properties", "Prop."), ("Photography", "Photo"), ("Dental", "Dent."),
    ];

    /// <summary>A name for the policy of a company: often the same, often nearly.</summary>
    public static string For(string core, string? form, string inBooks, Dice dice) => dice.Below(100) switch
    {
        < 34 => inBooks,
        < 60 => form is null ? inBooks : core,
        < 70 => Abbreviate(core),
        < 76 => $"MSP - {core}",
        < 80 => core.ToUpperInvariant(),
        < 85 => core.WithoutAccents(),
        < 89 => Mistype(core, dice),
        < 92 => core.Replace(" & ", " and ", StringComparison.Ordinal),
        < 94 => core.StartsWith("The ", StringComparison.Ordinal) ? core[4..] : $"{core} (Macs)",
        < 96 => $"{core} - Apple devices",
        < 98 => $" {core}  ",
        _ => Initials(core),
    };

    private static string Abbreviate(string name)
    {
        foreach (var (full, brief) in Abbreviations)
        {
            if (name.Contains(full, StringComparison.Ordinal))
                return name.Replace(full, brief, StringComparison.Ordinal);
        }

        return name;
    }

    private static string Mistype(string name, Dice dice)
    {
        if (name.Length < 5)
            return name;

        var at = dice.Between(1, name.Length - 3);
        return dice.Percent(50)
            ? name.Remove(at, 1)
            : $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}";
    }

    private static string Initials(string name)
    {
        var initials = string.Concat(name.Split(' ').Where(word => char.IsLetter(word[0])).Select(word => word[0]));
        return initials.Length >= 3 ? initials : name;
    }
}
