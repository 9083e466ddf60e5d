using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class FailureTests
{
    private readonly StubAddigy _addigy = new();

    [Theory]
    [InlineData(400, "answer_unexpected", typeof(UnexpectedAnswerException))]
    [InlineData(401, "credentials_refused", typeof(SetupRefusedException))]
    [InlineData(403, "permission_missing", typeof(SetupRefusedException))]
    [InlineData(404, "answer_unexpected", typeof(UnexpectedAnswerException))]
    [InlineData(408, "timed_out", typeof(VendorUnavailableException))]
    [InlineData(409, "answer_unexpected", typeof(UnexpectedAnswerException))]
    [InlineData(302, "answer_unexpected", typeof(UnexpectedAnswerException))]
    [InlineData(429, "rate_limited", typeof(VendorUnavailableException))]
    [InlineData(500, "vendor_down", typeof(VendorUnavailableException))]
    [InlineData(502, "vendor_down", typeof(VendorUnavailableException))]
    [InlineData(520, "vendor_down", typeof(VendorUnavailableException))]
    public async Task Each_status_has_its_class_and_code(int status, string code, Type type)
    {
        var e = await FailAsync(() => StubAddigy.Answer("""{ "code": 1, "message": "no", "error_chain": {} }""", (HttpStatusCode)status));

        Assert.Equal((code, type), (e.Code, e.GetType()));
        Assert.False(string.IsNullOrEmpty(e.Message) || string.IsNullOrEmpty(e.Cure));
    }

    [Theory]
    [InlineData("", "answer_broken")]
    [InlineData("  \n", "answer_broken")]
    [InlineData("{", "answer_broken")]
    [InlineData("[{ \"policyId\": \"p1\"", "answer_broken")]
    [InlineData("[{ \"policyId\": \"p1\" }] trailing", "answer_broken")]
    [InlineData("[] []", "answer_broken")]
    [InlineData("[nope]", "answer_broken")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "answer_not_json")]
    [InlineData("Service temporarily unavailable", "answer_not_json")]
    [InlineData("try again", "answer_not_json")]
    [InlineData("\"text\"", "answer_unexpected")]
    [InlineData("12", "answer_unexpected")]
    [InlineData("{}", "answer_unexpected")]
    [InlineData("{ \"code\": 1, \"message\": \"secret customer\" }", "answer_unexpected")]
    [InlineData("{ \"items\": 5 }", "answer_unexpected")]
    public async Task Bodies_that_are_no_answer_are_told_apart(string body, string code)
    {
        var e = await FailAsync(() => StubAddigy.Answer(body));

        Assert.IsType<UnexpectedAnswerException>(e);
        Assert.Equal(code, e.Code);
        Assert.DoesNotContain("secret customer", e.ToString());
    }

    [Theory]
    [InlineData("{ \"items\": 5, \"metadata\": {} }")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Devices_in_another_form_are_unexpected(string body)
    {
        _addigy.On("devices", body);

        Assert.Equal("answer_unexpected", (await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _addigy.ReadAsync("devices"))).Code);
    }

    [Fact]
    public async Task An_answer_nested_ten_thousand_deep_is_broken_and_harms_nothing() =>
        Assert.Equal("answer_broken", (await FailAsync(() => StubAddigy.Answer($"[{new string('[', 10_000)}"))).Code);

    [Fact]
    public async Task Damaged_compression_is_a_broken_answer()
    {
        var e = await FailAsync(() => new HttpResponseMessage
        {
            Content = new StreamContent(new GZipStream(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), CompressionMode.Decompress)),
        });

        Assert.Equal("answer_broken", e.Code);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_harm()
    {
        _addigy.On("oa/policies/query", "\uFEFF[]");

        Assert.Empty((await _addigy.ReadAsync("policies"))[0].Records);
    }

    [Theory]
    [InlineData("API access is not enabled for this organization")]
    [InlineData("The API is disabled for your plan")]
    public async Task A_closed_api_is_told_from_a_missing_permission(string message) =>
        Assert.Equal("api_not_enabled", (await FailAsync(() => StubAddigy.Answer($$"""{ "message": "{{message}}" }""", HttpStatusCode.Forbidden))).Code);

    [Fact]
    public async Task A_web_page_with_403_is_not_taken_for_a_missing_permission() =>
        Assert.Equal("answer_not_json", (await FailAsync(() => StubAddigy.Answer("<html>Access denied</html>", HttpStatusCode.Forbidden, "text/html"))).Code);

    [Fact]
    public async Task A_limit_that_comes_as_403_is_told_by_its_words()
    {
        var e = await FailAsync(() => StubAddigy.Answer("""{ "message": "Rate limit exceeded" }""", HttpStatusCode.Forbidden));

        Assert.Equal(("rate_limited", true), (e.Code, e is VendorUnavailableException));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999", null)]
    [InlineData("Tue, 24 Nov 2026 12:02:00 GMT", 120)]
    [InlineData("Tue, 24 Nov 2026 11:00:00 GMT", null)]
    public async Task Reads_both_forms_of_retry_after_and_ignores_nonsense(string header, int? seconds)
    {
        foreach (var status in new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable })
        {
            var e = Assert.IsType<VendorUnavailableException>(await FailAsync(() => Limited(header, status)));

            Assert.Equal(seconds, e.RetryAfter?.TotalSeconds);
        }
    }

    [Theory]
    [InlineData("3600", "rate_limited")]
    [InlineData("3601", "vendor_blocked")]
    [InlineData("86400", "vendor_blocked")]
    [InlineData("Wed, 25 Nov 2026 12:00:00 GMT", "vendor_blocked")]
    public async Task More_than_an_hour_is_a_block_and_the_cure_speaks_of_24_hours(string header, string code)
    {
        var e = await FailAsync(() => Limited(header, HttpStatusCode.TooManyRequests));

        Assert.Equal(code, e.Code);
        Assert.Contains("24 hours", e.Cure);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "name_not_found")]
    [InlineData(HttpRequestError.SecureConnectionError, "tls_failed")]
    [InlineData(HttpRequestError.ConnectionError, "connection_failed")]
    public async Task A_failed_connection_has_its_own_code(HttpRequestError error, string code)
    {
        var e = await FailAsync(() => throw new HttpRequestException(error, "x"));

        Assert.Equal((code, true), (e.Code, e is VendorUnavailableException));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_answer_is_out_of_reach_not_a_broken_answer()
    {
        var e = await FailAsync(() => new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) });

        Assert.Equal(("connection_failed", true), (e.Code, e is VendorUnavailableException));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_hosts_handlers_throw_comes_through_unchanged(bool wrapped)
    {
        var thrown = new VendorUnavailableException("call_not_declared", "m", "c");

        var caught = await FailAsync(() => throw (wrapped ? new HttpRequestException("x", thrown) : thrown));

        Assert.Same(thrown, caught);
    }

    [Fact]
    public async Task Cancelling_passes_through()
    {
        using var cancel = new CancellationTokenSource();
        _addigy.OnAll(() =>
        {
            cancel.Cancel();
            throw new TaskCanceledException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _addigy.Connect().CheckAsync(cancel.Token));
    }

    [Fact]
    public async Task The_clients_own_time_out_is_no_cancelling()
    {
        var e = await FailAsync(() => throw new TaskCanceledException("x", new TimeoutException()));

        Assert.Equal("timed_out", e.Code);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Neither_token_nor_answer_is_in_what_is_thrown(int status)
    {
        const string customer = "Contoso-Customer-Data";
        var e = await FailAsync(() => StubAddigy.Answer(
            $$"""{ "message": "{{customer}} {{StubAddigy.Token}}", "{{customer}}": {{customer}}""",
            (HttpStatusCode)status));

        Assert.DoesNotContain(customer, e + e.Cure);
        Assert.DoesNotContain(StubAddigy.Token, e + e.Cure);
    }

    [Fact]
    public async Task The_token_is_not_in_what_a_failed_connection_throws()
    {
        var e = await FailAsync(() => throw new HttpRequestException("no route"));

        Assert.DoesNotContain(StubAddigy.Token, e.ToString());
    }

    private static HttpResponseMessage Limited(string retryAfter, HttpStatusCode status)
    {
        var answer = StubAddigy.Answer("{}", status);
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return answer;
    }

    private async Task<ConnectorException> FailAsync(Func<HttpResponseMessage> answer)
    {
        _addigy.OnAll(answer);
        return await Assert.ThrowsAnyAsync<ConnectorException>(() => _addigy.ReadAsync("policies"));
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool _started;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_started)
                throw new IOException("reset");

            _started = true;
            buffer.Span[0] = (byte)'[';
            return ValueTask.FromResult(1);
        }
    }
}
