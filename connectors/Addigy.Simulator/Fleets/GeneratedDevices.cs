using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>The devices of a fleet, made from a seed.</summary>
internal static class GeneratedDevices
{
    private const string NobodysDomain = "spare.example";

    public static List<FleetDevice> Make(FleetSize size, GeneratedPolicies policies)
    {
        var dice = Dice.For(size.Seed, "devices");
        var maker = new DeviceMaker(dice, size.Now, size.HasOddities);
        var shares = SharesOf(policies.Companies.Count, dice);
        var devices = new List<FleetDevice>(size.Devices);
        while (devices.Count < size.Devices)
            devices.Add(MakeOne(policies, shares, dice, maker, size.HasOddities));

        if (size.HasOddities)
            DeviceOddities.Apply(devices, dice);

        return devices;
    }

    private static FleetDevice MakeOne(
        GeneratedPolicies policies, double[] shares, Dice dice, DeviceMaker maker, bool hasOddities)
    {
        if (policies.Companies.Count == 0)
            return maker.Make(null, "Spare", NobodysDomain);

        if (hasOddities && dice.Percent(1.5))
            return maker.Make(dice.Pick(policies.Nobodys).PolicyId, "Spare", NobodysDomain);

        var company = policies.Companies[IndexIn(shares, dice.Fraction())];
        var home = dice.Percent(40) ? company.Homes[0] : dice.Pick(company.Homes);
        var device = maker.Make(home.PolicyId, company.Name.InBooks, company.Name.Domain);
        if (dice.Percent(25))
            device = device with { FlexPolicyIds = [dice.Pick(policies.Flex).PolicyId] };

        return company.FlexPolicyId is { } flex && dice.Percent(20)
            ? device with { FlexPolicyIds = device.FlexPolicyIds.Add(flex) }
            : device;
    }

    // A few companies have many devices, most have some, every twenty-fifth has none.
    private static double[] SharesOf(int companies, Dice dice)
    {
        var shares = new double[companies];
        var sum = 0.0;
        for (var index = 0; index < companies; index++)
            shares[index] = sum += index % 25 == 24 ? 0 : 0.15 + Math.Pow(dice.Fraction(), 3) * 4;

        for (var index = 0; index < companies; index++)
            shares[index] /= sum;

        return shares;
    }

    private static int IndexIn(double[] shares, double point)
    {
        var found = Array.BinarySearch(shares, point);
        return Math.Min(found >= 0 ? found : ~found, shares.Length - 1);
    }
}
