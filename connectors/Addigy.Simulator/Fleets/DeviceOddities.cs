using MSPortal.Connectors.Addigy.Simulator.Chance;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>What goes wrong with devices in real fleets: each at least once in fleets of 100 devices and more.</summary>
internal static class DeviceOddities
{
    private const int SmallestFleet = 100;

    public static void Apply(List<FleetDevice> devices, Dice dice)
    {
        if (devices.Count < SmallestFleet)
            return;

        devices[3] = devices[3] with { Name = @"Anna\u2019s iMac" };
        devices[5] = devices[5] with { Name = "Zoë’s MacBook Air", LacksModelNames = true, Model = AppleModels.Pick(DeviceFamily.MacLaptop, dice) };
        devices[5] = devices[5] with { System = AppleModels.PickSystem(devices[5].Model, dice) };
        devices[7] = devices[7] with { Name = "MacBook Pro" };
        devices[11] = devices[11] with { Name = "MacBook Pro" };
        devices[13] = devices[13] with { SerialNumber = devices[17].SerialNumber };

        Each(devices, 19, 400, device => device with { SerialNumber = null });
        Each(devices, 23, 400, device => device with { SerialNumber = "" });
        Each(devices, 29, 200, device => device with { PolicyId = null, FlexPolicyIds = [] });
        Each(devices, 31, 300, device => device with { PolicyId = "", FlexPolicyIds = [] });

        var lost = dice.Id();
        Each(devices, 37, 300, device => device with { PolicyId = lost });
    }

    private static void Each(List<FleetDevice> devices, int first, int step, Func<FleetDevice, FleetDevice> change)
    {
        for (var index = first; index < devices.Count; index += step)
            devices[index] = change(devices[index]);
    }
}
