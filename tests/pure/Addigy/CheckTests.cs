using System.Net;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class CheckTests
{
    private readonly StubAddigy _addigy = new();

    [Fact]
    public async Task Passes_in_four_steps_and_tells_account_policies_and_devices()
    {
        var check = await _addigy.CheckAsync();

        Assert.Equal(["authenticate", "permissions", "containers", "devices"], check.Steps.Select(step => step.Key));
        Assert.All(check.Steps, step => Assert.Equal((CheckOutcome.Passed, null), (step.Outcome, step.Code)));
        Assert.All(check.Steps, step => Assert.False(string.IsNullOrEmpty(step.Label)));
        Assert.Equal(new VendorAccount("org-1", "Example MSP"), check.Account);
        Assert.Equal((1, 1), (check.Containers, check.Devices));
    }

    [Fact]
    public async Task Asks_for_a_single_device_and_counts_by_the_total()
    {
        _addigy.On("devices", StubAddigy.Page([StubAddigy.Device("a1")], pageCount: 1234, total: 1234));

        var check = await _addigy.CheckAsync();

        Assert.Equal(1234, check.Devices);
        Assert.Equal("1,234 devices can be seen.", check.Steps[^1].Message);
        Assert.Contains("\"per_page\":1,", Assert.Single(_addigy.Requests, asked => asked.Path == "devices").Body);
    }

    [Fact]
    public async Task Counts_each_policy_once()
    {
        _addigy.On("oa/policies/query", """[{ "policyId": "p1" }, { "policyId": "p1" }, { "policyId": "p2" }, { "name": "none" }]""");

        Assert.Equal(2, (await _addigy.CheckAsync()).Containers);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("abc def")]
    [InlineData("abc\ndef")]
    [InlineData("abc\u00A0def")]
    [InlineData("abc\u2019def")]
    [InlineData("x-api-key: abcdef")]
    [InlineData("client_id=abc,client_secret=def")]
    public async Task Says_what_is_wrong_with_a_token_before_any_call(string? token)
    {
        var step = Assert.Single((await _addigy.CheckAsync(token)).Steps);

        Assert.Equal(("authenticate", CheckOutcome.Failed, "secret_malformed"), (step.Key, step.Outcome, step.Code));
        Assert.False(string.IsNullOrEmpty(step.Cure));
        Assert.Empty(_addigy.Requests);
    }

    [Fact]
    public async Task Names_the_old_api_when_its_credentials_are_pasted()
    {
        var step = Assert.Single((await _addigy.CheckAsync("client-id: abc client-secret: def")).Steps);

        Assert.Contains("v1", step.Message);
        Assert.Contains("V2", step.Cure);
    }

    [Theory]
    [InlineData(401, "credentials_refused")]
    [InlineData(403, "permission_missing")]
    [InlineData(429, "rate_limited")]
    [InlineData(500, "vendor_down")]
    [InlineData(503, "vendor_down")]
    [InlineData(400, "answer_unexpected")]
    public async Task Stops_at_a_refused_sign_in(int status, string code)
    {
        _addigy.On("configuration/whoami", "{}", (HttpStatusCode)status);

        var step = Assert.Single((await _addigy.CheckAsync()).Steps);

        Assert.Equal(("authenticate", CheckOutcome.Failed, code), (step.Key, step.Outcome, step.Code));
        Assert.False(string.IsNullOrEmpty(step.Message) || string.IsNullOrEmpty(step.Cure));
        Assert.Single(_addigy.Requests);
    }

    [Fact]
    public async Task Signs_in_by_the_permissions_where_whoami_does_not_exist_and_takes_the_account_from_a_policy()
    {
        _addigy.On("configuration/whoami", "404 page not found", HttpStatusCode.NotFound);

        var check = await _addigy.CheckAsync();

        Assert.All(check.Steps, step => Assert.Equal(CheckOutcome.Passed, step.Outcome));
        Assert.Equal(new VendorAccount("org-1", null), check.Account);
        Assert.Single(_addigy.Requests, asked => asked.Path == "configuration/permissions");
    }

    [Fact]
    public async Task Tells_no_account_when_addigy_does_not()
    {
        _addigy.On("configuration/whoami", """{ "name": null }""");
        _addigy.On("oa/policies/query", """[{ "policyId": "p1" }]""");

        Assert.Null((await _addigy.CheckAsync()).Account);
    }

    [Fact]
    public async Task Fails_where_neither_sign_in_call_exists()
    {
        _addigy.OnAll(() => StubAddigy.Answer("{}", HttpStatusCode.NotFound));

        var step = Assert.Single((await _addigy.CheckAsync()).Steps);

        Assert.Equal(("authenticate", "answer_unexpected"), (step.Key, step.Code));
    }

    [Theory]
    [InlineData("configuration/permissions", "permissions", 2)]
    [InlineData("oa/policies/query", "containers", 3)]
    [InlineData("devices", "devices", 4)]
    public async Task Ends_with_the_step_that_fails(string path, string key, int steps)
    {
        _addigy.On(path, """{ "code": 500, "message": "boom" }""", HttpStatusCode.InternalServerError);

        var check = await _addigy.CheckAsync();

        Assert.Equal(steps, check.Steps.Count);
        Assert.Equal((key, CheckOutcome.Failed, "vendor_down"), (check.Steps[^1].Key, check.Steps[^1].Outcome, check.Steps[^1].Code));
    }

    [Theory]
    [InlineData("[]", "containers")]
    [InlineData("null", "containers")]
    public async Task Warns_when_no_policy_can_be_seen(string policies, string key)
    {
        _addigy.On("oa/policies/query", policies);

        var step = (await _addigy.CheckAsync()).Steps.Single(step => step.Key == key);

        Assert.Equal((CheckOutcome.Warning, "nothing_visible"), (step.Outcome, step.Code));
        Assert.False(string.IsNullOrEmpty(step.Cure));
    }

    [Theory]
    [InlineData("""{ "items": null, "metadata": { "page": 1, "page_count": 0, "per_page": 1, "total": 0 } }""")]
    [InlineData("""{ "items": [], "metadata": { "page": 1 } }""")]
    public async Task Warns_when_no_device_can_be_seen(string devices)
    {
        _addigy.On("devices", devices);

        var check = await _addigy.CheckAsync();

        Assert.Equal((CheckOutcome.Warning, "nothing_visible"), (check.Steps[^1].Outcome, check.Steps[^1].Code));
        Assert.Equal(0, check.Devices);
    }

    [Fact]
    public async Task Fails_when_devices_come_without_a_total()
    {
        _addigy.On("devices", $$"""{ "items": [{{StubAddigy.Device("a1")}}] }""");

        Assert.Equal("answer_unexpected", (await _addigy.CheckAsync()).Steps[^1].Code);
    }
}
