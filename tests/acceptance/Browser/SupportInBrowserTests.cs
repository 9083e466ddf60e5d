using System.Net;
using Microsoft.Playwright;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>Where the operator is asked for help, if the operator said so.</summary>
public sealed class SupportInBrowserTests
{
    [Theory]
    [InlineData("help@msp.example", "help@msp.example", "mailto:help@msp.example")]
    [InlineData("https://msp.example/help?from=connectors", "msp.example/help?from=connectors", "https://msp.example/help?from=connectors")]
    [InlineData(null, null, null)]
    public async Task An_admin_sees_where_to_ask_beside_the_diagnostics_and_at_what_failed(string? address, string? text, string? link)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        var settings = address is null ? null : new Dictionary<string, string> { ["Support__Address"] = address };
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress, settings);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        var about = (await api.GetAsync("about")).Expect(HttpStatusCode.OK);
        Assert.Equal((text, link), (about["supportAddress"].GetString(), about["supportLink"].GetString()));

        await using var browser = await Browser.OpenAsync(host.Address);
        var page = browser.Page;
        await page.GotoAsync($"/integrations/{flow.Integration}/syncs");
        await page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByTestId("diagnostics")).ToBeVisibleAsync();
        var ask = page.GetByTestId("ask-support");
        await Expect(ask).ToHaveCountAsync(link is null ? 0 : 1);
        await ShowAsync();

        // The vendor refuses the token: what failed says it too.
        simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 401 });
        await flow.SyncAsync();
        await page.ReloadAsync();
        await Expect(page.GetByTestId("attention")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("attention").GetByTestId("ask-support")).ToHaveCountAsync(link is null ? 0 : 1);
        await ShowAsync();
        if (link?.StartsWith("mailto", StringComparison.Ordinal) is true)
            await browser.LookAsync("60-support");
        await page.GotoAsync($"/integrations/{Guid.NewGuid()}/devices");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ShowAsync();
        Assert.Empty(browser.Errors);

        async Task ShowAsync()
        {
            foreach (var one in await ask.AllAsync())
            {
                Assert.Equal($"Ask {text}", await one.TextContentAsync());
                Assert.Equal(link, await one.GetAttributeAsync("href"));
            }
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript:alert(1)//@msp.example")]
    [InlineData("http://msp.example/help")]
    [InlineData("https://")]
    [InlineData("https://someone@msp.example/")]
    [InlineData("mailto:help@msp.example")]
    [InlineData("help@msp.example?subject=x")]
    [InlineData("Help <help@msp.example>")]
    [InlineData("help@msp.example, other@msp.example")]
    [InlineData("help desk")]
    [InlineData("+41 44 123 45 67")]
    public async Task What_is_no_address_ends_the_start_with_a_plain_sentence(string address)
    {
        var data = Directory.CreateTempSubdirectory("msportal-test-").FullName;

        var (code, output) = await BuiltHost.RunAsync(new Dictionary<string, string> { ["DataDirectory"] = data, ["Support__Address"] = address });

        Assert.Equal(1, code);
        Assert.Contains($"Support:Address is \"{address}\", which is neither an e-mail address, such as help@msp.example, nor an https address", output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }
}
