using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>The main job in a real browser: from the first sign-in to Device Detail.</summary>
public sealed partial class FirstLightInBrowserTests
{
    private static readonly Dictionary<string, string> WithoutAdmin = new()
    {
        ["MSPORTAL_ADMIN_EMAIL"] = "",
        ["MSPORTAL_ADMIN_PASSWORD"] = "",
    };

    [Fact]
    public async Task An_admin_connects_maps_imports_and_looks_at_a_device()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 12, Companies = 12, Devices = 240 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress, WithoutAdmin);
        await using var browser = await Browser.OpenAsync(host.Address);
        var page = browser.Page;

        await BecomeFirstAdminAsync(browser);
        await AddCompaniesAsync(browser, simulator.Accounts[0].Fleet.Companies);
        await ConnectAsync(browser, simulator.Accounts[0].Token);
        await MapAsync(browser);
        await ImportAsync(browser);
        await LookAroundAsync(browser);

        // A secret that was typed is in no page that is left.
        Assert.DoesNotContain(simulator.Accounts[0].Token, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(simulator.Accounts[0].Token, host.Output, StringComparison.Ordinal);
        Assert.True(browser.Errors.Count == 0, string.Join('\n', browser.Errors));
    }

    private static async Task BecomeFirstAdminAsync(Browser browser)
    {
        var page = browser.Page;
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome" })).ToBeVisibleAsync();
        await browser.LookAsync("01-first-admin");
        await page.GetByLabel("Organisation").FillAsync("Browser MSP");
        await page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create and sign in" }).ClickAsync();
        await Expect(page.GetByTestId("connector-addigy")).ToBeVisibleAsync();

        // Out and in again, first with a wrong password.
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/integrations");
        await page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await page.GetByLabel("Password").FillAsync("wrong-password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await browser.LookAsync("02-sign-in");
        await page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByTestId("connector-addigy")).ToContainTextAsync("Beta");
        await browser.LookAsync("03-integrations-empty");
    }

    private static async Task AddCompaniesAsync(Browser browser, IEnumerable<string> companies)
    {
        var page = browser.Page;
        await page.GotoAsync("/companies");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import CSV" }).First.ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "companies.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("Name\n" + string.Join('\n', companies.Select(c => $"\"{c}\""))),
        });
        await Expect(page.GetByTestId("csv-result")).ToContainTextAsync("0 failed");
        await browser.LookAsync("04-companies");
    }

    private static async Task ConnectAsync(Browser browser, string token)
    {
        var page = browser.Page;
        await page.GotoAsync("/integrations");
        await page.GetByTestId("configure-addigy").ClickAsync();
        var field = page.Locator("input[type=password]");
        await Expect(field).ToBeVisibleAsync();
        await Expect(page.GetByTestId("create-integration")).ToBeDisabledAsync();

        await field.FillAsync("not-the-token");
        await page.GetByTestId("test-connection").ClickAsync();
        await Expect(page.GetByTestId("test-result")).ToContainTextAsync("API token");
        await Expect(page.GetByTestId("create-integration")).ToBeDisabledAsync();
        await browser.LookAsync("05-connect-refused");

        await field.FillAsync(token);
        await page.GetByTestId("test-connection").ClickAsync();
        await Expect(page.GetByTestId("test-result")).ToContainTextAsync("Connection successful");
        await Expect(page.GetByTestId("create-integration")).ToBeEnabledAsync();
        await browser.LookAsync("06-connect-tested");

        // A change of the value takes the passed test back; the value that passed brings it again.
        await field.FillAsync($"{token}x");
        await Expect(page.GetByTestId("create-integration")).ToBeDisabledAsync();
        await field.FillAsync(token);
        await Expect(page.GetByTestId("create-integration")).ToBeEnabledAsync();
        await page.GetByTestId("create-integration").ClickAsync();
        await page.WaitForURLAsync(SetupStep2());
    }

    private static async Task MapAsync(Browser browser)
    {
        var page = browser.Page;
        await Expect(page.GetByTestId("container-row").First).ToBeVisibleAsync();
        await page.GetByTestId("quick-match").ClickAsync();
        await Expect(page.GetByTestId("quick-match-applied")).ToBeVisibleAsync();
        await browser.LookAsync("07-quick-match");
        await page.GetByTestId("apply-quick-match").ClickAsync();
        await Expect(page.GetByTestId("remove-mapping").First).ToBeVisibleAsync();

        // One by hand, with the keyboard alone.
        await page.GetByTestId("tab-unmapped").ClickAsync();
        await page.WaitForURLAsync(Unmapped());
        await Expect(page.Locator("[data-rows-at*='filter=unmapped']")).ToBeVisibleAsync();
        var row = page.GetByTestId("container-row").First;
        var name = await row.GetAttributeAsync("data-container");
        await row.GetByTestId("mapped-to").ClickAsync();
        await Expect(page.Locator(".mud-popover-open .mud-list-item").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator($"[data-container='{name}']")).Not.ToBeVisibleAsync();
        await page.GetByTestId("tab-mapped").ClickAsync();
        await Expect(page.Locator($"[data-container='{name}']").Or(page.GetByTestId("container-row").First).First).ToBeVisibleAsync();
        await browser.LookAsync("08-map");
        await page.GetByTestId("next").ClickAsync();
        await Expect(page.GetByTestId("open-device-import")).ToBeVisibleAsync();
        await browser.LookAsync("09-import-step");
        await page.GetByTestId("open-device-import").ClickAsync();
    }

    private static async Task ImportAsync(Browser browser)
    {
        var page = browser.Page;
        var autoSync = page.GetByLabel(AutoSync()).First;
        await Expect(autoSync).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Quick Create" }).ClickAsync();
        await Expect(autoSync).ToBeEnabledAsync();
        await browser.LookAsync("10-device-import");

        await page.GetByLabel(SelectDevice()).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import Selected" }).ClickAsync();
        await Expect(page.GetByTestId("plan-says")).ToContainTextAsync("1 created");
        await ApplyAsync(page, OneDone());

        // Undone, it can be imported once more.
        await page.GetByTestId("undo-plan").ClickAsync();
        await Expect(page.Locator(".mud-message-box")).ToContainTextAsync("What somebody changed since");
        await page.Locator(".mud-message-box").GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-testid=plan][data-state=undone]")).ToContainTextAsync("1 device taken back");
        await page.GetByTestId("close-plan").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Import All Mapped" }).First.ClickAsync();
        await Expect(page.GetByTestId("plan-rows")).ToBeVisibleAsync();
        await page.GetByLabel(DoItFor()).First.UncheckAsync();
        await Expect(page.GetByTestId("plan-excluded")).ToHaveTextAsync("1 unticked");
        await browser.LookAsync("11-plan");
        await ApplyAsync(page, ManyDone());
        await Expect(page.GetByTestId("plan-says")).ToContainTextAsync("1 left out");
        await browser.LookAsync("11-imported");
        await page.GetByTestId("close-plan").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
    }

    private static async Task ApplyAsync(IPage page, Regex says)
    {
        await page.GetByTestId("apply-plan").ClickAsync();
        await Expect(page.Locator("[data-testid=plan][data-state=applied]")).ToContainTextAsync(says);
    }

    private static async Task LookAroundAsync(Browser browser)
    {
        var page = browser.Page;
        await page.GotoAsync("/devices");
        var first = page.Locator("a[href^='/devices/']").First;
        await Expect(first).ToBeVisibleAsync();
        await browser.LookAsync("12-inventory");
        var name = (await first.InnerTextAsync()).Trim();
        await first.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(name);
        foreach (var section in new[] { "Hardware", "Security", "Network", "Battery", "User", "System" })
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = section, Exact = true })).ToBeVisibleAsync();
        await browser.LookAsync("13-device");

        await page.GotoAsync("/integrations");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = SyncHistory() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await browser.LookAsync("14-syncs");
        foreach (var (path, picture) in new[] { ("/integrations", "15-integrations"), ("/reports/compliance", "16-compliance"), ("/plans", "17-plans"), ("/audit", "17-audit"), ("/settings/tokens", "18-tokens"), ("/device-types", "19-device-types") })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(1_500);
            await browser.LookAsync(picture);
        }
    }

    [GeneratedRegex("/setup/2")]
    private static partial Regex SetupStep2();

    [GeneratedRegex("unmapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("^Auto-Sync for")]
    private static partial Regex AutoSync();

    [GeneratedRegex("^Select (?!all)")]
    private static partial Regex SelectDevice();

    [GeneratedRegex("^Do it for")]
    private static partial Regex DoItFor();

    [GeneratedRegex("1 device done")]
    private static partial Regex OneDone();

    [GeneratedRegex("[0-9]{2,} devices done")]
    private static partial Regex ManyDone();

    [GeneratedRegex("Sync history")]
    private static partial Regex SyncHistory();
}
