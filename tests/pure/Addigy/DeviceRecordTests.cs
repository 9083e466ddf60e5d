using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class DeviceRecordTests
{
    private readonly StubAddigy _addigy = new();

    [Theory]
    [InlineData("""{ "value": "p1", "type": "string", "error_msg": "" }""", "p1")]
    [InlineData("""{ "value": " p1 " }""", "p1")]
    [InlineData("""{ "value": null }""", null)]
    [InlineData("""{ "value": "" }""", null)]
    [InlineData("""{ "value": "n/a" }""", null)]
    [InlineData("""{ "value": "N/A" }""", null)]
    [InlineData("""{ }""", null)]
    [InlineData("null", null)]
    public async Task The_policy_of_a_device_is_its_fact_policy_id(string entry, string? container)
    {
        var record = await RecordAsync($$"""{ "agentid": "a1", "facts": { "policy_id": {{entry}}, "policy_ids": { "value": ["p8", "p9"] } } }""");

        Assert.Equal(container, record.ContainerId);
    }

    [Theory]
    [InlineData("""{ "agentid": "a1" }""")]
    [InlineData("""{ "agentid": "a1", "facts": null }""")]
    [InlineData("""{ "agentid": "a1", "facts": { } }""")]
    [InlineData("""{ "agentid": "a1", "facts": { "policy_ids": { "value": ["p1"] } } }""")]
    public async Task A_device_without_policy_or_facts_is_in_none(string device) =>
        Assert.Null((await RecordAsync(device)).ContainerId);

    [Theory]
    [InlineData("""{ "facts": {} }""", null, "no agentid")]
    [InlineData("""{ "agentid": null }""", null, "no agentid")]
    [InlineData("""{ "agentid": "" }""", "", "no agentid")]
    [InlineData("""{ "agentid": 7 }""", null, "no agentid")]
    [InlineData("\"a1\"", null, "no agentid")]
    [InlineData("null", null, "no agentid")]
    [InlineData("""{ "agentid": "a1", "facts": [] }""", "a1", "facts")]
    [InlineData("""{ "agentid": "a1", "facts": "none" }""", "a1", "facts")]
    [InlineData("""{ "agentid": "a1", "facts": { "policy_id": { "value": 5 } } }""", "a1", "policy_id")]
    [InlineData("""{ "agentid": "a1", "facts": { "policy_id": { "value": null, "error_msg": "failed" } } }""", "a1", "policy_id")]
    public async Task A_record_that_cannot_be_used_is_rejected_with_its_reason_and_the_rest_goes_on(string device, string? id, string reason)
    {
        _addigy.On("devices", StubAddigy.Page([device, StubAddigy.Device("good")]));

        var page = Assert.Single(await _addigy.ReadAsync("devices"));

        Assert.Equal("good", Assert.Single(page.Records).ExternalId);
        var rejected = Assert.Single(page.Rejected);
        Assert.Equal(id, rejected.ExternalId);
        Assert.Contains(reason, rejected.Reason);
    }

    [Fact]
    public async Task An_agentid_that_is_too_long_is_rejected_without_it()
    {
        _addigy.On("devices", StubAddigy.Page([StubAddigy.Device(new string('x', 201))]));

        Assert.Null(Assert.Single((await _addigy.ReadAsync("devices"))[0].Rejected).ExternalId);
    }

    [Theory]
    [InlineData("\"2026-11-24T08:00:00Z\"", "2026-11-24T08:00:00Z")]
    [InlineData("\"2026-11-24T08:00:00.512Z\"", "2026-11-24T08:00:00.512Z")]
    [InlineData("\"1970-01-01T00:00:00Z\"", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("12", null)]
    [InlineData("null", null)]
    public async Task Readings_are_as_old_as_the_audit(string date, string? expected)
    {
        var record = await RecordAsync($$"""{ "agentid": "a1", "audit_date": {{date}}, "agent_audit_date": "2020-01-01T00:00:00Z" }""");

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), record.ObservedAt);
    }

    [Fact]
    public async Task Facts_that_were_not_asked_for_are_not_kept()
    {
        var record = await RecordAsync("""
            { "agentid": "a1", "facts": {
                "admin_users": { "value": ["root"] }, "phone_number": { "value": "+1 555" },
                "serial_number": { "value": "S1" } } }
            """);

        Assert.Equal("S1", record.Fields.Text("serial_number").Value);
        Assert.False(record.Fields.Text("phone_number").IsKnown);
        Assert.False(record.Fields.Texts("admin_users").IsKnown);
    }

    private async Task<DeviceRecord> RecordAsync(string device)
    {
        _addigy.On("devices", StubAddigy.Page([device]));
        return (DeviceRecord)Assert.Single((await _addigy.ReadAsync("devices"))[0].Records);
    }
}
