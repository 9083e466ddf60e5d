using System.Globalization;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class FactQuirkTests
{
    /// <summary>Each kind of fact with an identifier of Addigy's.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { "total_memory_gb", "memory_bytes" },
        { "battery_percentage", "battery_percent" },
        { "battery_cycles", "battery_cycles" },
        { "filevault_enabled", "filevault_enabled" },
        { "current_user", "current_user" },
        { "wifi_mac_address", "wifi_mac" },
        { "os_version", "os_version" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_not_collected_is_absent_whatever_its_form(string identifier, string key)
    {
        foreach (var entry in new[] { "null", "{}", """{ "value": null }""", """{ "value": null, "error_msg": "" }""", Value("\"\""), Value("\"  \""), Value("\"n/a\""), Value("\"N/A\""), Value("-1"), Value("-1.0") })
        {
            var fact = await Fleet.OneAsync(identifier, entry, Key(key));

            Assert.True(fact.State == ReadingState.Absent, $"{identifier} {entry} is {fact.State}: {fact.Note}");
            Assert.Null(fact.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_error_in_place_of_the_value_is_unreadable_and_its_text_is_not_repeated(string identifier, string key)
    {
        var fact = await Fleet.OneAsync(identifier, """{ "value": null, "type": "x", "error_msg": "secret trouble" }""", Key(key));

        Assert.Equal((ReadingState.Unreadable, "Addigy reports an error for this value."), (fact.State, fact.Note));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Another_type_is_unreadable_and_the_value_is_not_repeated(string identifier, string key)
    {
        foreach (var entry in new[] { Value("""{ "secret": 1 }"""), Value("""["secret"]"""), "\"secret\"", "5", "[]", "true", Value("\"secret \\ud800\"") })
        {
            var fact = await Fleet.OneAsync(identifier, entry, Key(key));

            Assert.True(fact.State == ReadingState.Unreadable, $"{identifier} {entry} is {fact.State}");
            Assert.DoesNotContain("secret", fact.Note);
        }
    }

    [Fact]
    public async Task A_value_counts_even_beside_an_error() =>
        Assert.Equal(true, (await Fleet.OneAsync("firewall_enabled", """{ "error_msg": "late", "value": true }""", DeviceFacts.FirewallEnabled)).Value);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    public async Task Switches(string value, bool expected) =>
        Assert.Equal(expected, (await Fleet.OneAsync("filevault_enabled", Value(value), DeviceFacts.FileVaultEnabled)).Value);

    [Theory]
    [InlineData("\"yes\"")]
    [InlineData("1")]
    public async Task Switches_that_are_none(string value) =>
        Assert.Equal(ReadingState.Unreadable, (await Fleet.OneAsync("filevault_enabled", Value(value), DeviceFacts.FileVaultEnabled)).State);

    [Theory]
    [InlineData("16", 16L << 30)]
    [InlineData("16.0", 16L << 30)]
    [InlineData("\"16\"", 16L << 30)]
    [InlineData("8", 8_589_934_592)]
    [InlineData("0.5", 536_870_912)]
    public async Task Memory_counts_in_powers_of_two(string value, long bytes) =>
        Assert.Equal(bytes, (await Fleet.OneAsync("total_memory_gb", Value(value), DeviceFacts.MemoryBytes)).Value);

    [Theory]
    [InlineData("242.6499072", 242_649_907_200)]
    [InlineData("230", 230_000_000_000)]
    [InlineData("\"230.5\"", 230_500_000_000)]
    [InlineData("0", 0)]
    public async Task Disks_count_in_powers_of_ten(string value, long bytes) =>
        Assert.Equal(bytes, (await Fleet.OneAsync("free_disk_space_gb", Value(value), DeviceFacts.DiskFreeBytes)).Value);

    [Fact]
    public void The_recorded_free_space_is_a_whole_number_of_blocks_only_with_ten_to_the_ninth()
    {
        Assert.Equal(0, 242_649_907_200 % 4096);
        Assert.NotEqual(0, (long)Math.Round(242.6499072 * (1L << 30)) % 4096);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("1e30")]
    [InlineData("1e400")]
    [InlineData("\"lots\"")]
    public async Task Sizes_that_cannot_be(string value) =>
        Assert.Equal(ReadingState.Unreadable, (await Fleet.OneAsync("free_disk_space_gb", Value(value), DeviceFacts.DiskFreeBytes)).State);

    [Theory]
    [InlineData("total_memory_gb", "memory_bytes")]
    [InlineData("total_disk_space_gb", "disk_total_bytes")]
    public async Task Nothing_has_a_size_of_zero(string identifier, string key) =>
        Assert.Equal(ReadingState.Absent, (await Fleet.OneAsync(identifier, Value("0"), Key(key))).State);

    [Theory]
    [InlineData("500", "125", 75.0)]
    [InlineData("494.38", "494.38", 0.0)]
    [InlineData("500", "0", 100.0)]
    [InlineData("300", "200", 33.3)]
    public async Task Used_space_is_what_is_not_free(string total, string free, double percent) =>
        Assert.Equal(percent, (await UsedAsync(Value(total), Value(free))).Value);

    [Theory]
    [InlineData("0", "0", ReadingState.Absent)]
    [InlineData("null", "5", ReadingState.Absent)]
    [InlineData("5", "null", ReadingState.Absent)]
    [InlineData("5", "6", ReadingState.Unreadable)]
    [InlineData("true", "6", ReadingState.Unreadable)]
    public async Task Used_space_is_as_unknown_as_its_parts(string total, string free, ReadingState state) =>
        Assert.Equal(state, (await UsedAsync(Value(total), Value(free))).State);

    [Theory]
    [InlineData("52.7", ReadingState.Known)]
    [InlineData("100", ReadingState.Known)]
    [InlineData("0", ReadingState.Known)]
    [InlineData("101", ReadingState.Unreadable)]
    [InlineData("-2", ReadingState.Unreadable)]
    [InlineData("\"-1\"", ReadingState.Absent)]
    public async Task Percentages(string value, ReadingState state) =>
        Assert.Equal(state, (await Fleet.OneAsync("battery_percentage", Value(value), DeviceFacts.BatteryPercent)).State);

    [Theory]
    [InlineData("213", 213L)]
    [InlineData("213.0", 213L)]
    [InlineData("\"213\"", 213L)]
    public async Task Cycles_are_whole(string value, long cycles) =>
        Assert.Equal(cycles, (await Fleet.OneAsync("battery_cycles", Value(value), DeviceFacts.BatteryCycles)).Value);

    [Theory]
    [InlineData("\"2026-11-24T07:59:58Z\"", "2026-11-24T07:59:58Z")]
    [InlineData("\"2026-11-24T07:59:58.1Z\"", "2026-11-24T07:59:58.1Z")]
    [InlineData("\"2026-11-24T07:59:58.12Z\"", "2026-11-24T07:59:58.12Z")]
    [InlineData("\"2026-11-24T07:59:58.123Z\"", "2026-11-24T07:59:58.123Z")]
    [InlineData("\"2026-11-24T07:59:58.123456Z\"", "2026-11-24T07:59:58.123456Z")]
    [InlineData("\"2026-11-24T07:59:58.1234567Z\"", "2026-11-24T07:59:58.1234567Z")]
    [InlineData("\"2026-11-24T07:59:58.123456700Z\"", "2026-11-24T07:59:58.1234567Z")]
    [InlineData("\"2026-11-24T09:59:58+02:00\"", "2026-11-24T07:59:58Z")]
    [InlineData("\"2026-11-24T07:59:58\"", "2026-11-24T07:59:58Z")]
    [InlineData("\"2026-11-24\"", "2026-11-24T00:00:00Z")]
    [InlineData("\"Date: 2026-11-24T07:59:58Z\"", "2026-11-24T07:59:58Z")]
    [InlineData("\"date:2026-11-24 07:59:58\"", "2026-11-24T07:59:58Z")]
    [InlineData("1795507198", "2026-11-24T07:59:58Z")]
    [InlineData("1795507198.5", "2026-11-24T07:59:58.5Z")]
    [InlineData("\"1795507198\"", "2026-11-24T07:59:58Z")]
    public async Task Times(string value, string expected)
    {
        var fact = await Fleet.OneAsync("last_online", Value(value), DeviceFacts.LastSeenAt);

        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), fact.Value);
        Assert.Null(fact.Note);
    }

    [Theory]
    [InlineData("\"1970-01-01T00:00:00Z\"")]
    [InlineData("\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("\"Date: 1970-01-01T00:00:00Z\"")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("\"-1\"")]
    [InlineData("\"n/a\"")]
    [InlineData("null")]
    public async Task Times_that_are_none_give_way_to_the_audit(string value)
    {
        var fact = await Fleet.OneAsync("last_online", Value(value), DeviceFacts.LastSeenAt);

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 0, 0, 500, TimeSpan.Zero), fact.Value);
        Assert.Contains("audit", fact.Note);
    }

    [Theory]
    [InlineData("\"12:30\"")]
    [InlineData("1e15")]
    [InlineData("\"20/11/2026\"")]
    public async Task A_contact_that_cannot_be_read_is_not_taken_for_the_audit(string value)
    {
        var fact = await Fleet.OneAsync("last_online", Value(value), DeviceFacts.LastSeenAt);

        Assert.Equal((ReadingState.Unreadable, null), (fact.State, fact.Value));
    }

    [Theory]
    [InlineData("Anna\\\\u2019s Mac", "Anna\u2019s Mac")]
    [InlineData("Anna\\u2019s Mac", "Anna\u2019s Mac")]
    [InlineData("\\\\ud83d\\\\ude00 Mac", "\U0001F600 Mac")]
    [InlineData("half \\\\ud83d Mac", "half \\ud83d Mac")]
    [InlineData("C:\\\\users", "C:\\users")]
    [InlineData("line\\\\u000abreak", "line\\u000abreak")]
    [InlineData(" spaced ", "spaced")]
    public async Task Names_that_were_escaped_twice(string json, string expected) =>
        Assert.Equal(expected, (await Fleet.OneAsync("device_name", Value($"\"{json}\""), DeviceFacts.Name)).Value);

    [Fact]
    public async Task An_account_name_is_not_taken_for_an_escape() =>
        Assert.Equal("CORP\\ubeda", (await Fleet.OneAsync("current_user", Value("\"CORP\\\\ubeda\""), DeviceFacts.CurrentUser)).Value);

    [Theory]
    [InlineData("a4:83:e7:01:02:0f", "a4:83:e7:01:02:0f")]
    [InlineData("A4:83:E7:01:02:0F", "a4:83:e7:01:02:0f")]
    [InlineData("A4-83-E7-01-02-0F", "a4:83:e7:01:02:0f")]
    [InlineData("a483e701020f", "a4:83:e7:01:02:0f")]
    [InlineData("a483.e701.020f", "a4:83:e7:01:02:0f")]
    public async Task Hardware_addresses(string mac, string expected) =>
        Assert.Equal(expected, (await Fleet.OneAsync("wifi_mac_address", Value($"\"{mac}\""), DeviceFacts.WifiMac)).Value);

    [Theory]
    [InlineData("00:00:00:00:00:00", ReadingState.Absent)]
    [InlineData("a4:83:e7", ReadingState.Unreadable)]
    [InlineData("none at all", ReadingState.Unreadable)]
    public async Task Hardware_addresses_that_are_none(string mac, ReadingState state) =>
        Assert.Equal(state, (await Fleet.OneAsync("wifi_mac_address", Value($"\"{mac}\""), DeviceFacts.WifiMac)).State);

    private static Task<Fact> UsedAsync(string total, string free) =>
        Fleet.OneAsync("total_disk_space_gb", total, DeviceFacts.DiskUsedPercent, $"\"free_disk_space_gb\": {free}");

    private static string Value(string json) => $$"""{ "value": {{json}}, "type": "x", "error_msg": "" }""";

    private static FactKey Key(string key) => DeviceFacts.All.Single(fact => fact.Key == key);
}
