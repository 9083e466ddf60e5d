using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class DeviceTypeTests
{
    [Theory]
    [InlineData("MacBook Pro", "macbook_pro", "MacBook Pro")]
    [InlineData("MacBook Pro (14-inch, 2021)", "macbook_pro", "MacBook Pro")]
    [InlineData("  macbook   pro ", "macbook_pro", "MacBook Pro")]
    [InlineData("MacBook Air", "macbook_air", "MacBook Air")]
    [InlineData("MacBook", "macbook", "MacBook")]
    [InlineData("MacBook (Retina, 12-inch, 2017)", "macbook", "MacBook")]
    [InlineData("iMac", "imac", "iMac")]
    [InlineData("iMac (24-inch, M1, 2021)", "imac", "iMac")]
    [InlineData("iMac Pro", "imac_pro", "iMac Pro")]
    [InlineData("Mac mini", "mac_mini", "Mac mini")]
    [InlineData("Mac Studio", "mac_studio", "Mac Studio")]
    [InlineData("Mac Pro", "mac_pro", "Mac Pro")]
    [InlineData("iPhone", "iphone", "iPhone")]
    [InlineData("iPhone 15 Pro", "iphone", "iPhone")]
    [InlineData("iPad", "ipad", "iPad")]
    [InlineData("iPad mini", "ipad", "iPad")]
    [InlineData("iPod touch", "ipod_touch", "iPod touch")]
    [InlineData("Apple TV 4K", "apple_tv", "Apple TV")]
    [InlineData("Apple Vision Pro", "apple_vision", "Apple Vision")]
    [InlineData("Apple Virtual Machine 1", "virtual_machine", "Virtual Machine")]
    public async Task By_the_familys_name(string name, string key, string label) =>
        Assert.Equal(new ProviderDeviceType(key, label), await TypeAsync(("device_model_name", name)));

    [Theory]
    [InlineData("MacBookPro18,1", "macbook_pro")]
    [InlineData("MacBookAir10,1", "macbook_air")]
    [InlineData("MacBook10,1", "macbook")]
    [InlineData("iMac18,3", "imac")]
    [InlineData("iMacPro1,1", "imac_pro")]
    [InlineData("Macmini9,1", "mac_mini")]
    [InlineData("MacPro7,1", "mac_pro")]
    [InlineData("iPhone13,2", "iphone")]
    [InlineData("iPad8,3", "ipad")]
    [InlineData("iPod9,1", "ipod_touch")]
    [InlineData("AppleTV6,2", "apple_tv")]
    [InlineData("RealityDevice14,1", "apple_vision")]
    [InlineData("VirtualMac2,1", "virtual_machine")]
    [InlineData("Parallels17,1", "virtual_machine")]
    [InlineData("VMware7,1", "virtual_machine")]
    [InlineData("Mac13,1", "mac_studio")]
    [InlineData("Mac13,2", "mac_studio")]
    [InlineData("Mac14,2", "macbook_air")]
    [InlineData("Mac14,3", "mac_mini")]
    [InlineData("Mac14,7", "macbook_pro")]
    [InlineData("Mac14,8", "mac_pro")]
    [InlineData("Mac14,10", "macbook_pro")]
    [InlineData("Mac14,12", "mac_mini")]
    [InlineData("Mac14,14", "mac_studio")]
    [InlineData("Mac15,4", "imac")]
    [InlineData("Mac15,13", "macbook_air")]
    [InlineData("Mac15,14", "mac_studio")]
    [InlineData("Mac16,1", "macbook_pro")]
    [InlineData("Mac16,3", "imac")]
    [InlineData("Mac16,9", "mac_studio")]
    [InlineData("Mac16,10", "mac_mini")]
    [InlineData("Mac16,12", "macbook_air")]
    [InlineData("Mac99,1", "mac")]
    public async Task By_the_models_identifier(string id, string key)
    {
        Assert.Equal(key, (await TypeAsync(("hardware_model", id))).Key);
        Assert.Equal(key, (await TypeAsync(("product_name", id))).Key);
        Assert.Equal(key, (await TypeAsync(("device_model_name", "Mac"), ("hardware_model", id))).Key);
    }

    [Fact]
    public async Task The_familys_name_goes_before_the_identifier() =>
        Assert.Equal("mac_mini", (await TypeAsync(("device_model_name", "Mac mini"), ("hardware_model", "Mac14,7"))).Key);

    [Fact]
    public async Task An_unknown_name_gives_way_to_an_identifier_that_is_known() =>
        Assert.Equal("macbook_pro", (await TypeAsync(("device_model_name", "Laptop"), ("product_name", "Mac14,7"))).Key);

    [Fact]
    public async Task A_virtual_mac_is_one_whatever_it_is_called() =>
        Assert.Equal("virtual_machine", (await TypeAsync(("device_model_name", "MacBook Pro"), ("hardware_model", "Parallels17,1"))).Key);

    [Theory]
    [InlineData("HomePod mini", "homepod_mini", "HomePod mini")]
    [InlineData("MacBook Neo", "macbook_neo", "MacBook Neo")]
    [InlineData("Apple Watch (Ultra) 2!", "apple_watch_ultra_2", "Apple Watch (Ultra) 2!")]
    public async Task A_new_family_becomes_its_own_type(string name, string key, string label) =>
        Assert.Equal(new ProviderDeviceType(key, label), await TypeAsync(("device_model_name", name)));

    [Fact]
    public async Task The_key_of_a_new_family_is_never_too_long()
    {
        var type = await TypeAsync(("device_model_name", new string('x', 300)));

        Assert.Equal((100, 100), (type.Key.Length, type.Name.Length));
    }

    [Theory]
    [InlineData("mac_os_x_version", "14.0", "mac")]
    [InlineData("os_platform", "Darwin 21.1.0", "mac")]
    [InlineData("system_version", "macOS 12.0.1 (21A559)", "mac")]
    [InlineData("system_version", "tvOS 18.0", "apple_tv")]
    [InlineData("system_version", "iPadOS 18.0", "ipad")]
    [InlineData("system_version", "visionOS 2.0", "apple_vision")]
    [InlineData("system_version", "iOS 15.1 (19B74)", "unknown")]
    [InlineData("device_model_name", "n/a", "unknown")]
    [InlineData("device_model_name", "???", "unknown")]
    [InlineData("device_model_name", "Unknown", "unknown")]
    [InlineData("device_name", "MacBook of Anna", "unknown")]
    public async Task Without_a_model_the_system_may_tell(string fact, string value, string key) =>
        Assert.Equal(key, (await TypeAsync((fact, value))).Key);

    [Theory]
    [InlineData("battery_cycles", "12", "macbook")]
    [InlineData("battery_percentage", "80.5", "macbook")]
    [InlineData("battery_cycles", "0", "mac")]
    [InlineData("battery_cycles", "-1", "mac")]
    public async Task A_mac_of_unknown_family_with_a_battery_is_a_macbook(string fact, string value, string key) =>
        Assert.Equal(key, (await TypeAsync(("mac_os_x_version", "14.0"), (fact, value))).Key);

    private static async Task<ProviderDeviceType> TypeAsync(params (string Fact, string Value)[] facts) =>
        (await Fleet.RecordAsync(string.Join(',', facts.Select(f => $$"""
            "{{f.Fact}}": { "value": {{System.Text.Json.JsonSerializer.Serialize(f.Value)}}, "type": "string", "error_msg": "" }
            """)))).Type;
}
