using System.Net;
using Microsoft.Playwright;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>A person joins two devices, looks at what both sources say, chooses which counts, and splits them.</summary>
public sealed class LinksInBrowserTests
{
    [Fact]
    public async Task A_person_joins_two_devices_and_splits_them_again()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 12, Companies = 2, Devices = 20, Accounts = 2, HasOddities = false });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var company = (await api.PostAsync("companies", new { name = "Quillfeather Dental" })).Expect(HttpStatusCode.Created)["id"].GetString()!;
        var (here, there) = (await ImportAsync(api, simulator, 0, company), await ImportAsync(api, simulator, 1, company));
        await using var browser = await Browser.OpenAsync(host.Address);
        var page = browser.Page;
        await page.GotoAsync("/integrations");
        await page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByTestId("connector-addigy")).ToBeVisibleAsync();

        await page.GotoAsync($"/devices/{here}");
        await Expect(page.GetByTestId("sources")).ToContainTextAsync("The device was made from this record.");
        await Expect(page.GetByTestId("split")).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(1_500);
        await page.GetByTestId("join").ClickAsync();
        await page.GetByLabel("Device to join").ClickAsync();

        // The dialog takes the focus to itself while it opens: what is typed before its list is there may be lost.
        await Expect(MappingWorld.OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("There-Mac", new() { Delay = 50 });
        await Expect(MappingWorld.OpenItems(page)).ToHaveCountAsync(1);
        await Expect(MappingWorld.OpenItems(page)).ToContainTextAsync("There-Mac");
        await MappingWorld.OpenItems(page).First.ClickAsync();
        await page.GetByTestId("join-now").ClickAsync();
        await Expect(page.GetByTestId("sources")).ToContainTextAsync("Joined by hand");
        await Expect(page.GetByTestId("other-reading").First).ToContainTextAsync("Addigy 1 says");
        foreach (var reading in await page.GetByTestId("other-reading").AllInnerTextsAsync())
            Assert.DoesNotMatch("[0-9]T[0-9]", reading);
        foreach (var source in await page.GetByTestId("section-source").AllInnerTextsAsync())
            Assert.Contains("reported by Addigy 0 and Addigy 1", source, StringComparison.Ordinal);
        await page.WaitForTimeoutAsync(1_500);
        await browser.LookAsync("80-sources");

        await page.GotoAsync("/settings/sources");
        var system = page.GetByTestId("order-system");
        await page.WaitForTimeoutAsync(1_500);
        await system.GetByRole(AriaRole.Button, new() { Name = "Addigy 1 goes before Addigy 0 for System" }).ClickAsync();
        await Expect(system).ToContainTextAsync("As chosen here.");
        await page.WaitForTimeoutAsync(1_500);
        await browser.LookAsync("81-source-order");
        await page.GotoAsync($"/devices/{here}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("There-Mac");

        await page.WaitForTimeoutAsync(1_500);
        await page.GetByTestId("split").Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Split", Exact = true }).Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(there));
        await Expect(page.GetByTestId("sources")).ToContainTextAsync("it is not the same device");
    }

    private static async Task<string> ImportAsync(ApiClient api, AddigySimulator simulator, int account, string company)
    {
        var fleet = simulator.Accounts[account].Fleet;
        fleet.RenameDevice(fleet.Devices[0].AgentId, account == 0 ? "Here-Mac" : "There-Mac");
        fleet.ChangeFact(fleet.Devices[0].AgentId, "os_version", account == 0 ? "14.1" : "15.2");
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[account].Token, $"Addigy {account}");
        foreach (var container in await api.ListAsync($"{flow.Path}/containers?filter=unmapped"))
            (await api.PutAsync($"{flow.Path}/containers/{container.GetProperty("id").GetString()}/mapping", new { companyId = company })).Expect(HttpStatusCode.OK);
        await flow.SettleAsync();
        await flow.SyncAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await flow.ImportAsync(new { all = true });
        return (await api.ListAsync($"{flow.Path}/staged-devices")).Single(s => s.GetProperty("externalId").GetString() == fleet.Devices[0].AgentId).GetProperty("deviceId").GetString()!;
    }
}
