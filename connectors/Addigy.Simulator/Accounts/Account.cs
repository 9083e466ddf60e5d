using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using MSPortal.Connectors.Sdk.Testing.Simulators;

namespace MSPortal.Connectors.Addigy.Simulator.Accounts;

/// <summary>One Addigy organization with its token and fleet.</summary>
public sealed class Account
{
    /// <summary>Where the announcement puts the token: the key of the wizard's secret field.</summary>
    public const string TokenKey = "api_token";

    private Account(int index, string organizationId, AccountAccess access, Fleet fleet)
    {
        Index = index;
        OrganizationId = organizationId;
        Access = access;
        Fleet = fleet;
        Name = string.Create(CultureInfo.InvariantCulture, $"Addigy account {index + 1}");
    }

    /// <summary>Position among the simulator's accounts, from 0.</summary>
    public int Index { get; }

    /// <summary>Name for people, and the one that whoami answers with.</summary>
    public string Name { get; }

    /// <summary>The organization's id.</summary>
    public string OrganizationId { get; }

    /// <summary>What the token may do; may be replaced at any time.</summary>
    public AccountAccess Access { get; set; }

    /// <summary>The token.</summary>
    public string Token => Access.Token;

    /// <summary>Devices and policies.</summary>
    public Fleet Fleet { get; }

    /// <summary>Organizations below this one; none unless a test sets some.</summary>
    public IReadOnlyList<ChildOrganization> Children { get; set; } = [];

    internal static Account Generate(SimulatorOptions options, int index, DateTimeOffset now)
    {
        var size = options.SizeOfAccount(index, now);
        var dice = Dice.For(size.Seed, "account");
        var organizationId = dice.Id();
        var token = "simulated-" + dice.Letters("abcdefghijklmnopqrstuvwxyz0123456789", 40);
        var access = new AccountAccess(token, [AccountAccess.ViewDevices, "View custom facts", "View Policies Activity"])
        {
            HasWhoAmI = options.HasWhoAmI,
        };
        return new Account(index, organizationId, access, Fleet.Generate(size));
    }

    internal SimulatedAccount Announce() =>
        new(Name, new Dictionary<string, string>(), new Dictionary<string, string> { [TokenKey] = Token }, Fleet.Companies);
}
