using System.Net;
using System.Text.RegularExpressions;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>The demo shows a filled product to somebody who has nothing.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task The_demo_stages_its_fleet_by_itself_and_offers_a_second_account()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null, arguments: ["demo"], ready: "Stop with Ctrl+C");
        using var api = new ApiClient(host.Address, ApiToken().Match(host.Output).Value);

        await Wait.UntilAsync(
            async () => (await api.ListAsync("integrations")) is [var one] && one.GetProperty("counts").GetProperty("staged").GetInt32() >= 1_500,
            () => $"The demo did not stage its fleet:\n{host.Output}");

        var second = SecondAccount().Match(host.Output).Value;
        var test = (await api.PostAsync("integrations/test", Api.Flow.Request(second))).Expect(HttpStatusCode.OK);
        Assert.True(test["ok"].GetBoolean(), test.Text);
        Assert.DoesNotContain("account_connected_already", test.Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("mspc_[0-9a-f]+")]
    private static partial Regex ApiToken();

    [GeneratedRegex("(?<=api_token )\\S+")]
    private static partial Regex SecondAccount();
}
