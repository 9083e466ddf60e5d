using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Queries of a device search, in a fleet of one page.</summary>
public sealed class DeviceFilters : IAsyncLifetime
{
    private static readonly SimulatorOptions OnePage = new() { Companies = 4, Devices = 90, HasOddities = false };
    private SimulatorCalls _calls = null!;

    private Fleet Fleet => _calls.Simulator.Accounts[0].Fleet;

    public async ValueTask InitializeAsync() => _calls = await SimulatorCalls.StartAsync(OnePage);

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task Finds_by_home_policy()
    {
        var policy = Fleet.Devices[0].PolicyId!;

        var found = await _calls.FoundAsync($$"""{"policy_id":"{{policy}}"}""");

        Assert.Equal(Where(device => Fleet.Current.Tree.PathOf(device.PolicyId!).Contains(policy)), found.Order());
        Assert.InRange(found.Count, 1, 89);
    }

    [Fact]
    public async Task Finds_by_flex_policy()
    {
        var flex = Fleet.Policies.First(policy => policy.IsFlex).PolicyId;

        var found = await _calls.FoundAsync(
            $$"""{"filters":[{"audit_field":"policy_ids","operation":"contains","type":"list","value":["{{flex}}"]}]}""");

        Assert.Equal(Where(device => device.FlexPolicyIds.Contains(flex)), found.Order());
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task Finds_by_text_and_number_and_flag()
    {
        var models = await _calls.FoundAsync(
            """{"filters":[{"audit_field":"device_model_name","operation":"=","type":"string","value":"iPad"}]}""");
        var batteries = await _calls.FoundAsync(
            """{"filters":[{"audit_field":"battery_percentage","operation":"between","type":"number","value":20,"range_value":60}]}""");
        var online = await _calls.FoundAsync(
            """{"filters":[{"audit_field":"online","operation":"=","type":"boolean","value":true}]}""");

        Assert.Equal(Where(device => device.Model.Name == "iPad"), models.Order());
        Assert.Equal(Where(device => Number(device, "battery_percentage") is >= 20 and <= 60), batteries.Order());
        Assert.Equal(Where(device => Fleet.Current.Read(device, "online")!.Value is true), online.Order());
        Assert.All([models, batteries, online], Assert.NotEmpty);
    }

    [Fact]
    public async Task Finds_by_date()
    {
        var day = Fleet.Current.Now.AddDays(-20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var found = await _calls.FoundAsync(
            $$"""{"filters":[{"audit_field":"last_online","operation":"<","type":"date","value":"{{day}}"}]}""");

        Assert.NotEmpty(found);
        Assert.All(found, id => Assert.InRange(Fleet.Current.Find(id)!.LastSeenAt, DateTimeOffset.MinValue, Fleet.Current.Now.AddDays(-19)));
    }

    [Fact]
    public async Task Searches_loosely()
    {
        var device = Fleet.Devices[10];

        var found = await _calls.FoundAsync($$"""{"search_any":"{{device.SerialNumber}}"}""");

        Assert.Equal([device.AgentId], found);
    }

    [Fact]
    public async Task All_filters_must_fit()
    {
        var found = await _calls.FoundAsync("""
            {"filters":[{"audit_field":"device_model_name","operation":"contains","type":"string","value":"MacBook"},
                        {"audit_field":"device_model_name","operation":"does not contain","type":"string","value":"Air"}]}
            """);

        Assert.Equal(Where(device => device.Model.Name is "MacBook Pro" or "MacBook"), found.Order());
    }

    [Fact]
    public async Task A_fault_ignores_filters()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.IgnoredFilters));

        var found = await _calls.FoundAsync("""{"policy_id":"nobody"}""");

        Assert.Equal(90, found.Count);
    }

    private double? Number(FleetDevice device, string fact) =>
        Fleet.Current.Read(device, fact)!.Value is IConvertible value ? value.ToDouble(null) : null;

    private IEnumerable<string> Where(Func<FleetDevice, bool> fits) =>
        Fleet.Devices.Where(fits).Select(device => device.AgentId).Order();
}
