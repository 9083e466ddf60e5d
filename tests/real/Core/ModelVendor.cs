using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What the vendor does in the model, and how the vendor on paper comes to show it.</summary>
internal sealed class ModelVendor(ModelFleet fleet)
{
    private const int Many = 6;

    // No two resemble each other or a company, so that names raise no questions.
    private static readonly string[][] Names =
    [
        ["Umbra", "Pylon", "Cobalt"], ["Wicket", "Jasper", "Tundra"], ["Hemlock", "Quiver", "Saffron"],
        ["Maple", "Viaduct", "Fjord"], ["Lantern", "Oyster", "Bramble"], ["Ember", "Gulch", "Zephyr"],
    ];

    private int _lastDevice;

    public void Begin()
    {
        AddSite(0, null);
        AddSite(1, null);
        AddSite(2, "0");
        AddSite(3, "1");
        AddSite(4, null);
        AddDevices("0", 8);
        AddDevices("1", 3);
        AddDevices("2", 3);
        AddDevices("3", 2);
        AddDevices("4", 4);
        AddDevices(null, 1);
    }

    /// <summary>Does the step if it is one of the vendor's.</summary>
    public bool Do(ModelStep step)
    {
        var site = $"{step.First % Names.Length}";
        switch (step.Act)
        {
            case ModelAct.RenameDevice:
                Change(step.First, d => d with { Name = $"Device {d.Id} number {step.Second}" });
                return true;
            case ModelAct.MoveDevice:
                Change(step.First, d => d with { Site = SiteOrNone(step.Second) });
                return true;
            case ModelAct.MoveMany when fleet.Places.ContainsKey($"{step.Second % Names.Length}"):
                foreach (var many in fleet.Devices.Select((device, i) => (device, i)).Where(d => d.device.Site == site).Take(Many).ToList())
                    fleet.Devices[many.i] = many.device with { Site = $"{step.Second % Names.Length}" };
                return true;
            case ModelAct.NewDevice:
                AddDevices(SiteOrNone(step.First), 1 + (step.Second % 2));
                return true;
            case ModelAct.Grow:
                AddDevices($"{step.First % 2}", 60);
                return true;
            case ModelAct.Vanish:
                Vanish(fleet.Devices.Skip(step.First % Math.Max(1, fleet.Devices.Count)).Take(1 + (step.Second % 2)));
                return true;
            case ModelAct.VanishMany:
                Vanish(step.First == 0 ? fleet.Devices : fleet.Devices.Where(d => d.Site == site).Take(Many));
                return true;
            case ModelAct.Return:
                fleet.Devices.AddRange(fleet.Vanished);
                fleet.Vanished.Clear();
                return true;
            case ModelAct.RenameSite when fleet.Sites.TryGetValue(site, out var named):
                fleet.Sites[site] = named with { Name = Names[step.First % Names.Length][step.Second % 3] };
                return true;
            case ModelAct.ReparentSite when fleet.Sites.TryGetValue(site, out var moved):
                fleet.Sites[site] = moved with { Parent = SiteOrNone(step.Second) };
                return true;
            case ModelAct.DeleteSite:
                foreach (var deleted in step.First == 0 ? [.. fleet.Sites.Keys] : new[] { site })
                {
                    fleet.Sites.Remove(deleted);
                    Vanish(fleet.Devices.Where(d => d.Site == deleted));
                }

                return true;
            case ModelAct.ReturnSite when !fleet.Sites.ContainsKey(site):
                AddSite(step.First % Names.Length, SiteOrNone(step.Second));
                return true;
            default:
                return step.Act is ModelAct.MoveMany or ModelAct.RenameSite or ModelAct.ReparentSite or ModelAct.ReturnSite;
        }
    }

    public void ShowTo(PaperVendor vendor)
    {
        vendor.PageSize = fleet.PageSize;
        vendor.Containers.Clear();
        vendor.Containers.AddRange(fleet.Sites.Values.Select(s => new ContainerRecord(s.Id, s.Name, s.Parent)));
        vendor.Devices.Clear();
        vendor.Devices.AddRange(fleet.Devices.Select(d => PaperVendor.Device(d.Id, d.Site, d.Name, type: d.Type)));
    }

    // One of the sites, none, or one that never was.
    private static string? SiteOrNone(int number) => (number % (Names.Length + 2)) switch
    {
        var n when n < Names.Length => $"{n}",
        var n when n == Names.Length => null,
        _ => "nowhere",
    };

    private void AddSite(int number, string? parent) => fleet.Sites.Add($"{number}", new ModelSite($"{number}", Names[number][0], parent));

    private void AddDevices(string? site, int count)
    {
        for (; count > 0; count--)
        {
            _lastDevice++;
            fleet.Devices.Add(new ModelDevice($"d{_lastDevice}", $"Device {_lastDevice}", site, _lastDevice % 4 == 0 ? "phone" : "box"));
        }
    }

    private void Change(int number, Func<ModelDevice, ModelDevice> change)
    {
        if (fleet.Devices.Count > 0)
            fleet.Devices[number % fleet.Devices.Count] = change(fleet.Devices[number % fleet.Devices.Count]);
    }

    private void Vanish(IEnumerable<ModelDevice> devices)
    {
        foreach (var device in devices.ToList())
        {
            fleet.Devices.Remove(device);
            fleet.Vanished.Add(device);
        }
    }
}
