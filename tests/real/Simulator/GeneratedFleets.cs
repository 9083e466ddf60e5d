using System.Diagnostics;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Fleets that are made from a seed.</summary>
public sealed class GeneratedFleets
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Same_seed_gives_the_same_fleet()
    {
        var first = Make(seed: 7);
        var second = Make(seed: 7);

        Assert.Equal(first.Companies, second.Companies);
        Assert.Equal(first.Policies, second.Policies);
        Assert.Equal(Summary(first), Summary(second));
    }

    [Fact]
    public void Another_seed_gives_another_fleet()
    {
        var first = Make(seed: 7);
        var second = Make(seed: 8);

        Assert.Empty(first.Devices.Select(device => device.AgentId).Intersect(second.Devices.Select(device => device.AgentId)));
        Assert.NotEqual(first.Companies, second.Companies);
    }

    [Fact]
    public void Has_exactly_the_sizes_asked_for()
    {
        var fleet = Make(seed: 3, companies: 60, devices: 2000);

        Assert.Equal(2000, fleet.Devices.Count);
        Assert.Equal(60, fleet.Companies.Distinct().Count());
        Assert.Equal(2000, fleet.Devices.Select(device => device.AgentId).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 20)]
    [InlineData(3, 0)]
    [InlineData(2000, 100)]
    public void Any_size_can_be_made(int companies, int devices)
    {
        var fleet = Make(seed: 1, companies, devices);

        Assert.Equal(devices, fleet.Devices.Count);
        Assert.Equal(companies, fleet.Companies.Count);
    }

    [Fact]
    public void Every_kind_of_device_occurs()
    {
        var fleet = Make(seed: 7, companies: 60, devices: 2000);

        Assert.Equal(Enum.GetValues<DeviceFamily>().ToHashSet(), fleet.Devices.Select(device => device.Model.Family).ToHashSet());
        Assert.Contains(fleet.Devices, device => device.Model.HardwareModel == "Mac14,7");
        Assert.Contains(fleet.Devices, device => device.Model.IsMac && !device.Model.IsAppleSilicon);
    }

    [Fact]
    public void Every_oddity_of_devices_occurs()
    {
        var fleet = Make(seed: 7);
        var policies = fleet.Policies.Select(policy => policy.PolicyId).ToHashSet();

        Assert.Contains(fleet.Devices, device => device.SerialNumber is null);
        Assert.Contains(fleet.Devices, device => device.SerialNumber == "");
        Assert.Contains(fleet.Devices, device => device.PolicyId is null);
        Assert.Contains(fleet.Devices, device => device.PolicyId is { Length: > 0 } id && !policies.Contains(id));
        Assert.Contains(fleet.Devices, device => device.Name.Contains('’'));
        Assert.Contains(fleet.Devices, device => device.Name.Contains(@"\u2019", StringComparison.Ordinal));
        Assert.Contains(fleet.Devices, device => device.LacksModelNames);
        Assert.Single(
            fleet.Devices.Where(device => device.SerialNumber is { Length: > 0 }).GroupBy(device => device.SerialNumber),
            group => group.Count() > 1);
        Assert.Contains(fleet.Devices.GroupBy(device => device.Name), group => group.Count() > 1);
    }

    [Fact]
    public void Every_oddity_of_policies_occurs()
    {
        var fleet = Make(seed: 7);
        var ids = fleet.Policies.Select(policy => policy.PolicyId).ToHashSet();
        var flex = fleet.Policies.Where(policy => policy.IsFlex).Select(policy => policy.PolicyId).ToHashSet();

        Assert.Contains(fleet.Policies, policy => policy.ParentId is null);
        Assert.Contains(fleet.Policies, policy => policy.ParentId == "");
        Assert.Contains(fleet.Policies, policy => policy.ParentId is { Length: > 0 } parent && !ids.Contains(parent));
        Assert.Contains(fleet.Policies, policy => policy.ParentId is { Length: > 0 } parent && ids.Contains(parent));
        Assert.Contains(fleet.Policies.GroupBy(policy => policy.Name), group => group.Count() > 1);
        Assert.Contains(fleet.Devices, device => device.FlexPolicyIds.Any(flex.Contains));
        Assert.DoesNotContain(fleet.Devices, device => device.PolicyId is { } home && flex.Contains(home));
    }

    [Fact]
    public void Names_in_the_books_often_differ_from_those_of_policies()
    {
        var fleet = Make(seed: 7, companies: 100);
        var policies = fleet.Policies.Select(policy => policy.Name).ToHashSet();

        var same = fleet.Companies.Count(policies.Contains);

        Assert.InRange(same, 25, 75);
    }

    [Fact]
    public void A_tidy_fleet_has_no_oddities()
    {
        var fleet = Make(seed: 7, hasOddities: false);
        var ids = fleet.Policies.Select(policy => policy.PolicyId).ToHashSet();

        Assert.All(fleet.Devices, device => Assert.Contains(device.PolicyId!, ids));
        Assert.All(fleet.Devices, device => Assert.False(string.IsNullOrEmpty(device.SerialNumber)));
        Assert.All(fleet.Devices, device => Assert.NotNull(fleet.Current.Read(device, "is_supervised")));
        Assert.All(fleet.Companies, company => Assert.Contains(fleet.Policies, policy => policy.Name == company));
    }

    [Fact]
    public void Companies_can_lie_below_one_policy()
    {
        var fleet = Fleet.Generate(new FleetSize(7, 20, 10, Now, "Clients", HasOddities: false));
        var root = Assert.Single(fleet.Policies, policy => policy.Name == "Clients");

        Assert.Null(root.ParentId);
        Assert.All(fleet.Companies, company =>
            Assert.Contains(fleet.Policies, policy => policy.Name == company && policy.ParentId == root.PolicyId));
    }

    [Fact]
    public void Facts_that_only_Macs_have_are_null_elsewhere()
    {
        var fleet = Make(seed: 7, hasOddities: false);
        var phones = fleet.Devices.Where(device => device.Model.Family is DeviceFamily.IPhone).ToList();

        Assert.NotEmpty(phones);
        Assert.All(phones, phone => Assert.All(
            ["online", "last_online", "current_user", "agent_version", "filevault_enabled", "total_memory_gb", "os_platform"],
            fact => Assert.Null(fleet.Current.Read(phone, fact)!.Value)));
    }

    [Fact]
    public void A_fact_reads_the_same_each_time()
    {
        var fleet = Make(seed: 7, devices: 120);

        Assert.All(fleet.Devices, device => Assert.Equivalent(
            fleet.Current.Read(device, "wifi_mac_address"), fleet.Current.Read(device, "wifi_mac_address")));
    }

    [Fact]
    public void Some_facts_are_missing_and_some_failed()
    {
        var fleet = Make(seed: 7, devices: 2000);
        var readings = fleet.Devices.Select(device => fleet.Current.Read(device, "wifi_mac_address")).ToList();

        Assert.Contains(readings, reading => reading is null);
        Assert.Contains(readings, reading => reading is { Value: null, ErrorMessage.Length: > 0 });
        Assert.Contains(readings, reading => reading is { Value: null, ErrorMessage: "" });
        Assert.InRange(readings.Count(reading => reading?.Value is null), 1, 200);
    }

    [Fact]
    public void Twenty_thousand_devices_take_seconds_at_most()
    {
        var start = Stopwatch.GetTimestamp();

        Make(seed: 7, companies: 400, devices: 20_000);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    private static Fleet Make(ulong seed, int companies = 30, int devices = 600, bool hasOddities = true) =>
        Fleet.Generate(new FleetSize(seed, companies, devices, Now, null, hasOddities));

    private static IEnumerable<string> Summary(Fleet fleet) => fleet.Devices.Select(device =>
        $"{device.AgentId}|{device.SerialNumber}|{device.Name}|{device.PolicyId}|{device.Model.HardwareModel}|{device.LastSeenAt:O}");
}
