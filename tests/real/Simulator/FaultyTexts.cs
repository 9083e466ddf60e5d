using System.Text.Json;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Faults of texts, keys and the end of an answer.</summary>
public sealed class FaultyTexts : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    public async ValueTask InitializeAsync() => _calls = await SimulatorCalls.StartAsync();

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task Values_of_one_key_can_be_spoiled_alone()
    {
        var right = (await FirstPolicyAsync())["policyId"]!.GetValue<string>();

        Assert.Equal("quantum", (await FirstPolicyAsync(new Fault(FaultKind.OtherWords) { Key = "name" }))["name"]!.GetValue<string>());
        Assert.Equal(right, (await FirstPolicyAsync(new Fault(FaultKind.OtherWords) { Key = "name" }))["policyId"]!.GetValue<string>());
        Assert.Equal(JsonValueKind.Number, (await FirstPolicyAsync(new Fault(FaultKind.WrongTypes) { Key = "name" }))["name"]!.GetValueKind());
        var withNull = await FirstPolicyAsync(new Fault(FaultKind.NullValues) { Key = "name" });
        Assert.True(withNull.ContainsKey("name") && withNull["name"] is null);
        Assert.False((await FirstPolicyAsync(new Fault(FaultKind.MissingKeys) { Key = "name" })).ContainsKey("name"));
    }

    [Fact]
    public async Task Objects_can_have_keys_that_nobody_knows()
    {
        var policy = await FirstPolicyAsync(new Fault(FaultKind.ExtraKeys));

        Assert.True(policy.ContainsKey("new_in_v3") && policy.ContainsKey("policyId"));
    }

    [Theory]
    [InlineData(FaultKind.LoneSurrogates, @"""name"":""\ud83d")]
    [InlineData(FaultKind.NulCharacters, @"""name"":""\u0000")]
    public async Task Texts_can_begin_with_what_no_text_holds(FaultKind kind, string expected)
    {
        _calls.Simulator.Faults.Add(new Fault(kind) { Key = "name" });

        Assert.Contains(expected, await PoliciesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_can_claim_to_be_a_web_page()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.WrongContentType));
        using var answer = await _calls.Http.PostAsync(new Uri("oa/policies/query", UriKind.Relative), SimulatorCalls.Content("{}"), SimulatorCalls.Token);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.IsType<JsonArray>(JsonNode.Parse(await answer.Content.ReadAsStringAsync(SimulatorCalls.Token)));
    }

    [Fact]
    public async Task Half_an_answer_can_end_as_if_it_were_whole()
    {
        var whole = await PoliciesAsync();
        _calls.Simulator.Faults.Add(new Fault(FaultKind.OpenEnded));

        var half = await PoliciesAsync();

        Assert.InRange(half.Length, 1, whole.Length - 1);
        Assert.StartsWith(half[..20], whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_can_be_all_that_comes()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.SilentBody));
        using var request = new HttpRequestMessage(HttpMethod.Post, "oa/policies/query") { Content = SimulatorCalls.Content("{}") };
        using var answer = await _calls.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, SimulatorCalls.Token);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.True(answer.IsSuccessStatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.Content.ReadAsByteArrayAsync(patience.Token));
    }

    private async Task<string> PoliciesAsync() => (await _calls.SendAsync(HttpMethod.Post, "oa/policies/query", "{}")).Text;

    private async Task<JsonObject> FirstPolicyAsync(Fault? fault = null)
    {
        _calls.Simulator.Faults.Clear();
        if (fault is not null)
            _calls.Simulator.Faults.Add(fault);
        return JsonNode.Parse(await PoliciesAsync())!.AsArray()[0]!.AsObject();
    }
}
