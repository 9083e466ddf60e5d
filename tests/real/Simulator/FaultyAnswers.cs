using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Every kind of fault, as a client meets it.</summary>
public sealed class FaultyAnswers : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    public async ValueTask InitializeAsync() => _calls = await SimulatorCalls.StartAsync();

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task Counts_only_fitting_requests_and_ends()
    {
        Add(new Fault(FaultKind.Status) { PathContains = "policies", FromRequest = 2, Times = 1, Status = 503 });

        List<HttpStatusCode> statuses = [];
        for (var number = 0; number < 3; number++)
        {
            statuses.Add((await PoliciesAsync()).Status);
            Assert.Equal(HttpStatusCode.OK, (await DevicesAsync()).Status);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData(FaultBody.Json, "{\"code\":502")]
    [InlineData(FaultBody.Html, "<!DOCTYPE html>")]
    [InlineData(FaultBody.Empty, "")]
    public async Task Another_status_has_the_body_asked_for(FaultBody body, string start)
    {
        Add(new Fault(FaultKind.Status) { Status = 502, Body = body });

        var (status, text) = await DevicesAsync();

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, text.Length == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("120")]
    [InlineData("Tue, 24 Nov 2026 10:00:00 GMT")]
    [InlineData("soon")]
    public async Task Too_many_requests_carries_retry_after_as_given(string? retryAfter)
    {
        Add(new Fault(FaultKind.TooManyRequests) { RetryAfter = retryAfter });

        using var answer = await _calls.Http.PostAsync("devices", SimulatorCalls.Content("{}"), SimulatorCalls.Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(retryAfter, answer.Headers.NonValidated.TryGetValues("Retry-After", out var sent) ? sent.ToString() : null);
    }

    [Fact]
    public async Task Hangs_until_the_client_leaves()
    {
        Add(new Fault(FaultKind.Hang));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(SimulatorCalls.Token);
        var waiting = _calls.Http.PostAsync("devices", SimulatorCalls.Content("{}"), patience.Token);
        while (_calls.Simulator.Requests.Count == 0)
            await Task.Delay(20, SimulatorCalls.Token);

        await Task.Delay(200, SimulatorCalls.Token);
        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Null(Assert.Single(_calls.Simulator.Requests.All).Status);
    }

    [Fact]
    public async Task Drips_slowly_and_yet_all_of_it()
    {
        var right = await DevicesAsync();
        Add(new Fault(FaultKind.SlowDrip) { PieceBytes = right.Text.Length / 4, Pause = TimeSpan.FromMilliseconds(30) });

        Assert.Equal(right, await DevicesAsync());
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.CutOff)]
    public async Task Connections_break(FaultKind kind)
    {
        Add(new Fault(kind));

        await Assert.ThrowsAsync<HttpRequestException>(DevicesAsync);
    }

    [Theory]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    public async Task What_comes_back_is_no_JSON(FaultKind kind)
    {
        Add(new Fault(kind));

        var (status, text) = await DevicesAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
    }

    [Fact]
    public async Task Shapes_are_turned_inside_out()
    {
        Add(new Fault(FaultKind.WrongShape));

        Assert.IsType<JsonObject>(JsonNode.Parse((await PoliciesAsync()).Text));
        Assert.IsType<JsonArray>(JsonNode.Parse((await DevicesAsync()).Text));
    }

    [Fact]
    public async Task Types_are_changed()
    {
        Add(new Fault(FaultKind.WrongTypes));

        var answer = JsonNode.Parse((await DevicesAsync()).Text)!;

        Assert.Equal("245", answer["metadata"]!["total"]!.GetValue<string>());
        Assert.Equal(JsonValueKind.Number, answer["items"]![0]!["agentid"]!.GetValueKind());
    }

    [Fact]
    public async Task Texts_can_be_no_UTF8()
    {
        Add(new Fault(FaultKind.InvalidUtf8));
        using var answer = await _calls.Http.PostAsync("devices", SimulatorCalls.Content("{}"), SimulatorCalls.Token);
        var bytes = await answer.Content.ReadAsByteArrayAsync(SimulatorCalls.Token);

        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
    }

    [Fact]
    public async Task Nesting_is_deeper_than_readers_go()
    {
        Add(new Fault(FaultKind.DeepNesting));

        var (_, text) = await PoliciesAsync();

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
        Assert.StartsWith(new string('[', 10_000), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_are_as_large_as_asked_for()
    {
        Add(new Fault(FaultKind.LargeBody) { SizeBytes = 3_000_000 });

        var (_, text) = await DevicesAsync();

        Assert.InRange(text.Length, 3_000_000, 3_200_000);
        Assert.IsType<JsonObject>(JsonNode.Parse(text));
    }

    [Fact]
    public async Task Lists_are_empty_and_well_formed()
    {
        Add(new Fault(FaultKind.EmptyList));

        var devices = JsonNode.Parse((await DevicesAsync()).Text)!;

        Assert.Equal("[]", (await PoliciesAsync()).Text);
        Assert.Null(devices["items"]);
        Assert.Equal(0, devices["metadata"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Entries_are_null()
    {
        Add(new Fault(FaultKind.NullItems));

        var items = JsonNode.Parse((await DevicesAsync()).Text)!["items"]!.AsArray();

        Assert.Null(items[0]);
        Assert.NotNull(items[1]);
    }

    [Fact]
    public async Task Keys_stand_twice()
    {
        Add(new Fault(FaultKind.DuplicateKeys));

        var (_, text) = await PoliciesAsync();

        using var document = JsonDocument.Parse(text);
        Assert.Equal(2, document.RootElement[0].EnumerateObject().Count(part => part.Name == "policyId"));
    }

    [Theory]
    [InlineData("POST", "devices")]
    [InlineData("POST", "oa/policies/query")]
    [InlineData("GET", "configuration/permissions")]
    [InlineData("GET", "configuration/whoami")]
    [InlineData("GET", "o/{0}/facts")]
    [InlineData("GET", "o/{0}/children/query")]
    [InlineData("GET", "nothing")]
    public async Task Every_fault_works_with_every_path(string method, string path)
    {
        var format = CompositeFormat.Parse(path);
        var full = string.Format(CultureInfo.InvariantCulture, format, _calls.Simulator.Accounts[0].OrganizationId);
        foreach (var kind in Enum.GetValues<FaultKind>().Except([FaultKind.Hang, FaultKind.Reset, FaultKind.CutOff, FaultKind.Stall, FaultKind.SilentBody]))
        {
            _calls.Simulator.Faults.Clear();
            Add(new Fault(kind) { Status = 418, SizeBytes = 1000, Pause = TimeSpan.FromMilliseconds(1), PieceBytes = 100_000 });

            var (status, text) = await _calls.SendAsync(new HttpMethod(method), full, method == "POST" ? "{}" : null);

            Assert.Equal(_calls.Simulator.Requests.All[^1].Status, (int)status);
            Assert.True(kind is not FaultKind.LargeBody || text.Length > 1000);
        }
    }

    private void Add(Fault fault) => _calls.Simulator.Faults.Add(fault);

    private Task<(HttpStatusCode Status, string Text)> DevicesAsync() => _calls.SendAsync(HttpMethod.Post, "devices", "{}");

    private Task<(HttpStatusCode Status, string Text)> PoliciesAsync() =>
        _calls.SendAsync(HttpMethod.Post, "oa/policies/query", "{}");
}
