using System.Net;
using System.Net.Sockets;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Test Connection tells apart what can go wrong, each with a code and a cure of its own.</summary>
public sealed class ConnectionTests
{
    private static readonly (string Name, Fault Fault, string Code)[] Faults =
    [
        ("a 401", new Fault(FaultKind.Status) { Status = 401 }, "credentials_refused"),
        ("a 403", new Fault(FaultKind.Status) { Status = 403 }, "permission_missing"),
        ("a 500", new Fault(FaultKind.Status) { Status = 500 }, "vendor_down"),
        ("a 429", new Fault(FaultKind.TooManyRequests), "rate_limited"),
        ("a web page", new Fault(FaultKind.Html), "answer_not_json"),
        ("broken JSON", new Fault(FaultKind.Truncated), "answer_broken"),
        ("JSON of another shape", new Fault(FaultKind.WrongShape), "answer_unexpected"),
    ];

    [Fact]
    public async Task Each_fault_has_its_own_code_sentence_and_cure()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 5, Devices = 20 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var token = simulator.Accounts[0].Token;

        foreach (var (name, fault, code) in Faults)
        {
            simulator.Faults.Add(fault);
            var test = (await api.PostAsync("integrations/test", Flow.Request(token))).Expect(HttpStatusCode.OK);
            simulator.Faults.Clear();

            Assert.False(test["ok"].GetBoolean());
            Assert.True(test["code"].GetString() == code, $"{name}: {test.Text}");
            Assert.NotEmpty(test["message"].GetString()!);
            Assert.NotEmpty(test["cure"].GetString()!);
            Assert.DoesNotContain(token, test.Text, StringComparison.Ordinal);
        }

        var well = (await api.PostAsync("integrations/test", Flow.Request($"  {token}\n"))).Expect(HttpStatusCode.OK);
        Assert.True(well["ok"].GetBoolean(), well.Text);
        Assert.Equal(20, well["observed"].GetProperty("devices").GetInt32());
    }

    [Fact]
    public async Task A_wrong_token_an_empty_one_and_one_with_blanks_are_told_apart()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 5 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();

        Assert.Equal("credentials_refused", await CodeAsync("not-the-token"));
        Assert.Equal("secret_malformed", await CodeAsync(""));
        Assert.Equal("secret_malformed", await CodeAsync("two words"));
        var refused = await api.PostAsync("integrations", Flow.Request("not-the-token"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("credentials_refused", refused["code"].GetString());
        Assert.Empty(await api.ListAsync("integrations"));

        async Task<string?> CodeAsync(string token) =>
            (await api.PostAsync("integrations/test", Flow.Request(token))).Expect(HttpStatusCode.OK)["code"].GetString();
    }

    [Fact]
    public async Task A_dead_port_is_a_failed_connection()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, new Uri($"http://127.0.0.1:{DeadPort()}/api/v2/"));
        using var api = await host.ClientAsync();

        var test = (await api.PostAsync("integrations/test", Flow.Request("any-token"))).Expect(HttpStatusCode.OK);

        Assert.Equal("connection_failed", test["code"].GetString());
        Assert.NotEmpty(test["cure"].GetString()!);
    }

    private static int DeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
