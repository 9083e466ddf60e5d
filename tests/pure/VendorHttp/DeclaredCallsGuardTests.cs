using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp;

public sealed class DeclaredCallsGuardTests : IDisposable
{
    private readonly Lent _lent = new();

    public static TheoryData<string, string> Undeclared => new()
    {
        { "DELETE", "devices" },
        { "PUT", "devices" },
        { "HEAD", "devices" },
        { "get", "organizations/1/policies/" },
        { "POST", "devices" },
        { "GET", "" },
        { "GET", "users" },
        { "GET", "Devices" },
        { "GET", "devices//" },
        { "GET", "devices/1" },
        { "GET", "organizations//policies" },
        { "GET", "organizations/1/2/policies" },
        { "GET", "organizations/1%2F2/policies" },
        { "GET", "organizations/1%5c2/policies" },
        { "GET", "organizations/1%252f2/policies" },
        { "GET", "organizations/%2e%2e/policies" },
        { "GET", "organizations/%252e%252e/policies" },
        { "GET", "../v1/devices" },
        { "GET", "/devices" },
        { "GET", "https://other.example/api/v2/devices" },
        { "GET", "https://api.vendor.example:8443/api/v2/devices" },
        { "GET", "http://api.vendor.example/api/v2/devices" },
        { "GET", "https://me@api.vendor.example/api/v2/devices" },
    };

    public void Dispose() => _lent.Dispose();

    [Theory]
    [InlineData("GET", "devices")]
    [InlineData("GET", "devices/")]
    [InlineData("GET", "devices?page=1&per_page=50")]
    [InlineData("GET", "https://API.vendor.example/api/v2/devices")]
    [InlineData("POST", "devices/search")]
    [InlineData("GET", "organizations/7f%20x:y/policies")]
    public async Task Lets_declared_calls_pass(string method, string address)
    {
        using var client = _lent.Client();

        using var response = await client.SendAsync(Request(method, address), TestContext.Current.CancellationToken);

        Assert.Single(_lent.Vendor.Requests);
        Assert.Empty(_lent.Logs.Warnings);
    }

    [Theory]
    [MemberData(nameof(Undeclared))]
    public async Task Refuses_other_calls(string method, string address)
    {
        using var client = _lent.Client();

        await AssertRefusedAsync(client, Request(method, address));
    }

    [Theory]
    [MemberData(nameof(Undeclared))]
    public async Task Without_the_guard_the_same_calls_would_reach_the_vendor(string method, string address)
    {
        using var client = new HttpClient(_lent.Vendor, disposeHandler: false) { BaseAddress = Lent.BaseAddress };

        using var response = await client.SendAsync(Request(method, address), TestContext.Current.CancellationToken);

        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Refuses_dot_segments_that_were_kept_from_being_resolved()
    {
        using var client = _lent.Client();
        var raw = new Uri(Lent.BaseAddress + "organizations/../policies", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        await AssertRefusedAsync(client, new HttpRequestMessage(HttpMethod.Get, raw));
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("x-http-method", "DELETE")]
    [InlineData("Host", "other.example")]
    public async Task Refuses_headers_that_make_another_call_of_it(string header, string value)
    {
        using var client = _lent.Client();
        var request = Request("POST", "devices/search");
        request.Headers.TryAddWithoutValidation(header, value);

        await AssertRefusedAsync(client, request);
    }

    [Fact]
    public async Task Still_guards_when_the_connector_changes_its_clients_base_address()
    {
        using var client = _lent.Client();
        client.BaseAddress = new Uri("https://other.example/api/v2/");

        await AssertRefusedAsync(client, Request("GET", "devices"));
    }

    [Fact]
    public void Refuses_synchronous_calls_which_would_pass_by_the_handlers()
    {
        using var client = _lent.Client();

        Assert.Throws<NotSupportedException>(() => client.Send(Request("DELETE", "devices"), TestContext.Current.CancellationToken));
        Assert.Empty(_lent.Vendor.Requests);
    }

    [Fact]
    public void Without_that_refusal_a_synchronous_call_would_reach_the_vendor()
    {
        using var client = new HttpClient(new Core.VendorHttp.TimeLimit(TimeSpan.FromSeconds(1), _lent.Clock, _lent.Vendor))
        {
            BaseAddress = Lent.BaseAddress,
        };

        using var response = client.Send(Request("DELETE", "devices"), TestContext.Current.CancellationToken);

        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Says_what_was_tried_without_query_and_body()
    {
        using var client = _lent.Client();
        var request = Request("POST", "users?token=secret1");
        request.Content = new StringContent("secret2");

        var error = await AssertRefusedAsync(client, request);

        Assert.Equal("The connector tried POST https://api.vendor.example/api/v2/users, which it does not declare as a read call. The call was not made.", error.Message);
        Assert.DoesNotContain("secret", Assert.Single(_lent.Logs.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_was_tried_without_user_and_password()
    {
        using var client = _lent.Client();
        var request = new HttpRequestMessage(HttpMethod.Get, "https://secret1:secret2@api.vendor.example/api/v2/devices");

        var error = await AssertRefusedAsync(client, request);

        Assert.Contains("GET https://api.vendor.example/api/v2/devices,", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Single(_lent.Logs.Warnings), StringComparison.Ordinal);
    }

    private async Task<ConnectorException> AssertRefusedAsync(HttpClient client, HttpRequestMessage request)
    {
        var error = await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.CallNotDeclared, error.Code);
        Assert.Empty(_lent.Vendor.Requests);
        Assert.Equal(0, _lent.Meter.RequestsSent);
        Assert.Single(_lent.Logs.Warnings);
        return error;
    }

    private static HttpRequestMessage Request(string method, string address) =>
        new(new HttpMethod(method), new Uri(address, UriKind.RelativeOrAbsolute));
}
