using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Names;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>The policies of a fleet, made from a seed.</summary>
internal sealed class GeneratedPolicies
{
    private readonly Dice _dice;
    private readonly FleetSize _size;

    private GeneratedPolicies(FleetSize size)
    {
        _size = size;
        _dice = Dice.For(size.Seed, "policies");
    }

    /// <summary>All policies.</summary>
    public List<FleetPolicy> All { get; } = [];

    /// <summary>The companies.</summary>
    public List<CompanyHomes> Companies { get; } = [];

    /// <summary>Policies with devices that belong to no company.</summary>
    public List<FleetPolicy> Nobodys { get; } = [];

    /// <summary>Flex Policies that reach devices of all companies.</summary>
    public List<FleetPolicy> Flex { get; } = [];

    public static GeneratedPolicies Make(FleetSize size)
    {
        var policies = new GeneratedPolicies(size);
        policies.MakeAll();
        return policies;
    }

    private void MakeAll()
    {
        var top = _size.RootPolicy is { } root ? Add(root, null).PolicyId : null;
        foreach (var name in CompanyNames.Make(Dice.For(_size.Seed, "companies"), _size.Companies, _size.HasOddities))
            Companies.Add(MakeCompany(name, top));

        Flex.Add(Add("Flex - macOS Updates", null, isFlex: true));
        Flex.Add(Add("Flex - FileVault missing", null, isFlex: true));
        if (!_size.HasOddities)
            return;

        Nobodys.Add(Add("Spare pool", null));
        Nobodys.Add(Add("Decommissioned", ""));
        Add("_Templates", null);
        Add("Left behind", _dice.Id());
        if (Companies.Count > 2)
            Add(Companies[2].Name.OfPolicy, top);
    }

    private CompanyHomes MakeCompany(CompanyName name, string? top)
    {
        var home = Add(name.OfPolicy, top ?? (_size.HasOddities && _dice.Percent(40) ? "" : null));
        List<FleetPolicy> homes = [home];
        if (_dice.Percent(35))
            AddSites(home, homes);

        var flex = _dice.Percent(6) ? Add($"{name.OfPolicy} - VIP", home.PolicyId, isFlex: true).PolicyId : null;
        return new CompanyHomes(name, homes, flex);
    }

    private void AddSites(FleetPolicy home, List<FleetPolicy> homes)
    {
        var count = _dice.Between(1, 4);
        for (var number = 0; number < count; number++)
        {
            var name = _dice.Pick(_dice.Percent(60) ? Words.Sites : Words.Departments);
            var site = Add(_dice.Percent(15) ? $"{home.Name} / {name}" : name, home.PolicyId);
            homes.Add(site);
            if (_dice.Percent(25))
                homes.Add(Add(_dice.Pick(Words.Departments), site.PolicyId));
        }
    }

    private FleetPolicy Add(string name, string? parentId, bool isFlex = false)
    {
        var policy = new FleetPolicy
        {
            PolicyId = _dice.Id(),
            Name = name,
            ParentId = parentId,
            IsFlex = isFlex,
            CreatedAt = _size.Now.AddDays(-_dice.Between(30, 2500)),
        };
        All.Add(policy);
        return policy;
    }

}
