using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class DeviceMapperTests
{
    private const string WholeMac = """
        "device_name": { "value": "Anna's Mac" }, "serial_number": { "value": "C02XYZ" },
        "device_model_name": { "value": "MacBook Air" }, "hardware_model": { "value": "MacBookAir9,1" },
        "processor_type": { "value": "Intel Core i5" }, "total_memory_gb": { "value": 8 },
        "total_disk_space_gb": { "value": 250 }, "free_disk_space_gb": { "value": 50 },
        "filevault_enabled": { "value": false }, "firewall_enabled": { "value": true },
        "gatekeeper_enabled": { "value": true }, "system_integrity_protection_enabled": { "value": true },
        "has_mdm": { "value": true }, "is_supervised": { "value": false },
        "host_name": { "value": null }, "localhost_name": { "value": "annas-mac" },
        "local_ip": { "value": "192.168.1.5" }, "client_ip": { "value": "203.0.113.9" },
        "wifi_mac_address": { "value": "a4:83:e7:01:02:03" }, "ethernet_ma_cs": { "value": ["", "A4-83-E7-01-02-04"] },
        "battery_percentage": { "value": 52.7 }, "battery_charging": { "value": true }, "battery_cycles": { "value": 213 },
        "current_user": { "value": "anna" }, "identity_email": { "value": "anna@contoso.example" },
        "os_version": { "value": "12.0.1" }, "system_version": { "value": "macOS 12.0.1 (21A559)" },
        "os_platform": { "value": "Darwin 21.1.0" }, "agent_version": { "value": "5.0.1" },
        "last_online": { "value": "2026-11-24T07:59:58Z" }, "online": { "value": true }
        """;

    [Fact]
    public async Task A_whole_mac()
    {
        var facts = await Fleet.MapAsync(WholeMac);

        Assert.Equal(
            """
            name=Anna's Mac; serial_number=C02XYZ; manufacturer=Apple; model=MacBook Air; processor=Intel Core i5;
            memory_bytes=8589934592; disk_total_bytes=250000000000; disk_free_bytes=50000000000; disk_used_percent=80;
            filevault_enabled=False; firewall_enabled=True; gatekeeper_enabled=True; sip_enabled=True; mdm_enrolled=True;
            supervised=False; host_name=annas-mac; lan_ip=192.168.1.5; wan_ip=203.0.113.9; wifi_mac=a4:83:e7:01:02:03;
            ethernet_mac=a4:83:e7:01:02:04; battery_percent=52.7; battery_charging=True; battery_cycles=213;
            current_user=anna; user_email=anna@contoso.example; os_name=macOS; os_version=12.0.1; agent_version=5.0.1;
            last_seen_at=11/24/2026 07:59:58 +00:00; online=True
            """.ReplaceLineEndings(" "),
            string.Join("; ", DeviceFacts.All.Select(key => FormattableString.Invariant($"{key.Key}={facts[key].Value}"))));
    }

    [Fact]
    public async Task A_device_without_facts_has_a_name_a_manufacturer_and_the_time_of_its_audit()
    {
        var known = (await Fleet.MapAsync("")).Values.Where(fact => fact.State == ReadingState.Known);

        Assert.Equal(["last_seen_at", "manufacturer", "name"], known.Select(fact => fact.Key.Key).Order());
    }

    [Theory]
    [InlineData(WholeMac)]
    [InlineData("")]
    [InlineData(Fleet.IPad)]
    public async Task Every_fact_of_the_host_comes_exactly_once(string facts) =>
        Assert.Equal(DeviceFacts.All, Fleet.Map(await Fleet.RecordAsync(facts)).Keys);

    [Fact]
    public void Asks_for_exactly_the_facts_that_are_used()
    {
        var used = new Recorder();
        var fields = new RecordFields(used);
        _ = fields.Text(FactNames.PolicyId);
        var type = DeviceTypeRules.TypeOf(fields);
        _ = Fleet.Map(new DeviceRecord("a1", null, type, fields));
        used.Values["mac_os_x_version"] = "15.1";
        _ = DeviceTypeRules.TypeOf(fields);

        Assert.Equal(FactNames.All.Order(), used.Keys.Order());
    }

    [Theory]
    [InlineData("\"device_name\": { \"value\": \"N\" }, \"host_name\": { \"value\": \"h\" }", "N", false)]
    [InlineData("\"device_name\": { \"value\": \"\" }, \"host_name\": { \"value\": \"h\" }, \"localhost_name\": { \"value\": \"l\" }", "h", true)]
    [InlineData("\"localhost_name\": { \"value\": \"l\" }, \"serial_number\": { \"value\": \"S\" }", "l", true)]
    [InlineData("\"serial_number\": { \"value\": \"S\" }", "S", true)]
    [InlineData("\"device_name\": { \"value\": null, \"error_msg\": \"x\" }", "a1", true)]
    public async Task A_name_is_always_found(string facts, string name, bool noted)
    {
        var fact = (await Fleet.MapAsync(facts))[DeviceFacts.Name];

        Assert.Equal((name, noted), (fact.Value, fact.Note is not null));
    }

    [Theory]
    [InlineData("\"device_model_name\": { \"value\": \"iPad\" }, \"product_name\": { \"value\": \"iPad8,3\" }", "iPad")]
    [InlineData("\"device_model_name\": { \"value\": \"\" }, \"product_name\": { \"value\": \"iPad8,3\" }", "iPad8,3")]
    [InlineData("\"hardware_model\": { \"value\": \"iPad8,3\" }", "iPad8,3")]
    public async Task The_model_is_the_best_that_is_known(string facts, string model) =>
        Assert.Equal(model, (await Fleet.MapAsync(facts))[DeviceFacts.Model].Value);

    [Theory]
    [InlineData("\"processor_type\": { \"value\": \"Apple M2\" }, \"device_chip_type\": { \"value\": \"arm\" }", "Apple M2")]
    [InlineData("\"device_chip_type\": { \"value\": \"Apple M1\" }", "Apple M1")]
    public async Task The_processor_may_be_told_by_the_chip(string facts, string processor) =>
        Assert.Equal(processor, (await Fleet.MapAsync(facts))[DeviceFacts.Processor].Value);

    [Theory]
    [InlineData("\"ethernet_mac_address\": { \"value\": \"A4-83-E7-01-02-03\" }, \"ethernet_ma_cs\": { \"value\": [\"a4:83:e7:01:02:04\"] }", "a4:83:e7:01:02:03", ReadingState.Known)]
    [InlineData("\"ethernet_ma_cs\": { \"value\": [\"No\", \"a4:83:e7:01:02:04\"] }", "a4:83:e7:01:02:04", ReadingState.Known)]
    [InlineData("\"ethernet_ma_cs\": { \"value\": [] }", null, ReadingState.Absent)]
    [InlineData("\"ethernet_ma_cs\": { \"value\": [null, 5, {}] }", null, ReadingState.Absent)]
    [InlineData("\"ethernet_mac_address\": { \"value\": \"nonsense\" }", null, ReadingState.Unreadable)]
    [InlineData("\"ethernet_ma_cs\": { \"value\": \"a4:83:e7:01:02:04\" }", null, ReadingState.Unreadable)]
    [InlineData("\"ethernet_mac_address\": { \"value\": \"a4:83:e7:01:02:03\" }, \"ethernet_ma_cs\": { \"value\": 5 }", "a4:83:e7:01:02:03", ReadingState.Known)]
    public async Task The_ethernet_address_may_be_in_a_list(string facts, string? mac, ReadingState state)
    {
        var fact = (await Fleet.MapAsync(facts))[DeviceFacts.EthernetMac];

        Assert.Equal((mac, state), (fact.Value, fact.State));
    }

    [Theory]
    [InlineData("\"os_version\": { \"value\": \"15.1\" }, \"mac_os_x_version\": { \"value\": \"14.0\" }", "15.1")]
    [InlineData("\"mac_os_x_version\": { \"value\": \"14.0\" }", "14.0")]
    [InlineData("\"os_version\": { \"value\": \"macOS 15.1 (24B83)\" }", "15.1")]
    [InlineData("\"os_version\": { \"value\": \"unknown\" }, \"mac_os_x_version\": { \"value\": \"14.0\" }", "14.0")]
    public async Task The_version_is_digits_and_dots(string facts, string version) =>
        Assert.Equal(version, (await Fleet.MapAsync(facts))[DeviceFacts.OsVersion].Value);

    [Theory]
    [InlineData(Fleet.MacBook, "macOS")]
    [InlineData(Fleet.AppleTv, "tvOS")]
    [InlineData(Fleet.IPad + ", \"system_version\": { \"value\": \"iOS 15.1 (19B74)\" }", "iPadOS")]
    [InlineData("\"device_model_name\": { \"value\": \"iPhone\" }", "iOS")]
    [InlineData("\"device_model_name\": { \"value\": \"Apple Vision Pro\" }", "visionOS")]
    [InlineData("\"system_version\": { \"value\": \"macOS 12.0.1 (21A559)\" }", "macOS")]
    [InlineData("\"system_version\": { \"value\": \"iOS 15.1 (19B74)\" }", "iOS")]
    [InlineData("\"os_platform\": { \"value\": \"Darwin 21.1.0\" }", "macOS")]
    [InlineData("\"hardware_model\": { \"value\": \"Parallels17,1\" }, \"mac_os_x_version\": { \"value\": \"14.0\" }", "macOS")]
    [InlineData("\"system_version\": { \"value\": \"something else\" }", null)]
    public async Task The_system_follows_from_the_family_or_what_the_device_says(string facts, string? name) =>
        Assert.Equal(name, (await Fleet.MapAsync(facts))[DeviceFacts.OsName].Value);

    [Fact]
    public async Task The_last_contact_of_a_device_without_agent_is_its_last_answer_to_mdm()
    {
        var fact = await Fleet.OneAsync("mdm_last_connected", """{ "value": "2026-11-20T00:00:00Z" }""", DeviceFacts.LastSeenAt, Fleet.IPad);

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), fact.Value);
        Assert.Contains("MDM", fact.Note);
    }

    [Theory]
    [InlineData(Fleet.IPad)]
    [InlineData(Fleet.AppleTv)]
    [InlineData("\"hardware_model\": { \"value\": \"iPhone13,2\" }")]
    public async Task What_only_macs_have_is_not_supported_elsewhere(string device)
    {
        var facts = await Fleet.MapAsync($"{device}, \"firewall_enabled\": {{ \"value\": null }}");

        foreach (var key in new FactKey[] { DeviceFacts.FileVaultEnabled, DeviceFacts.FirewallEnabled, DeviceFacts.GatekeeperEnabled, DeviceFacts.SipEnabled })
        {
            Assert.Equal(ReadingState.NotSupported, facts[key].State);
            Assert.NotNull(facts[key].Note);
        }

        Assert.Equal(ReadingState.Absent, facts[DeviceFacts.MdmEnrolled].State);
    }

    [Fact]
    public async Task A_value_that_was_sent_counts_even_where_none_is_expected()
    {
        var facts = await Fleet.MapAsync($"{Fleet.IPad}, \"system_integrity_protection_enabled\": {{ \"value\": true }}, \"filevault_enabled\": {{ \"value\": null, \"error_msg\": \"x\" }}");

        Assert.Equal(true, facts[DeviceFacts.SipEnabled].Value);
        Assert.Equal(ReadingState.Unreadable, facts[DeviceFacts.FileVaultEnabled].State);
    }

    [Theory]
    [InlineData(Fleet.IMac, ReadingState.NotSupported)]
    [InlineData(Fleet.AppleTv, ReadingState.NotSupported)]
    [InlineData("\"hardware_model\": { \"value\": \"Mac14,13\" }", ReadingState.NotSupported)]
    [InlineData(Fleet.MacBook, ReadingState.Absent)]
    [InlineData(Fleet.IPad, ReadingState.Absent)]
    [InlineData("\"mac_os_x_version\": { \"value\": \"14.0\" }", ReadingState.Absent)]
    public async Task Desktops_have_no_battery(string device, ReadingState state)
    {
        var facts = await Fleet.MapAsync(device);

        foreach (var key in new FactKey[] { DeviceFacts.BatteryPercent, DeviceFacts.BatteryCharging, DeviceFacts.BatteryCycles })
            Assert.Equal(state, facts[key].State);
    }

    private sealed class Recorder : IReadOnlyDictionary<string, object?>
    {
        private readonly HashSet<string> _asked = [];

        public Dictionary<string, object?> Values { get; } = [];

        public IEnumerable<string> Keys => _asked;

        public int Count => Values.Count;

        IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => Values.Values;

        public object? this[string key] => Values[key];

        public bool ContainsKey(string key) => Values.ContainsKey(key);

        public bool TryGetValue(string key, out object? value)
        {
            _asked.Add(key);
            return Values.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
