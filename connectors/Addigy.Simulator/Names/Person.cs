using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>Somebody who uses a device.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Domain">The employer's mail domain.</param>
public sealed record Person(string FirstName, string LastName, string Domain)
{
    /// <summary>Short name that they sign in to a Mac with.</summary>
    public string Account => $"{FirstName[..1]}{LastName}".ToPlain();

    /// <summary>Mail address.</summary>
    public string Mail => $"{FirstName.ToPlain()}.{LastName.ToPlain()}@{Domain}";

    /// <summary>Both names.</summary>
    public string FullName => $"{FirstName} {LastName}";

    /// <summary>Somebody of a company.</summary>
    public static Person Pick(Dice dice, string domain) =>
        new(dice.Pick(Words.FirstNames), dice.Pick(Words.FamilyNames), domain);
}
