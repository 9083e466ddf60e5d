using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>Reports, the history of a device and "why", as a person looks at them.</summary>
public sealed partial class ReportsInBrowserTests
{
    [Fact]
    public async Task A_person_goes_from_a_figure_to_its_devices_and_asks_why_and_what_changed()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        var (device, serial) = await world.ImportAndRenameAsync();

        // Each figure is a link to a list of as many.
        await page.GotoAsync("/reports/compliance");
        var fail = page.GetByTestId("check-filevault_enabled").Locator("dd a").Nth(1);
        var count = await fail.InnerTextAsync();
        await fail.ClickAsync();
        await Expect(page.Locator(".list-total")).ToHaveTextAsync($"{count} in total");
        await Expect(page.GetByLabel("Compliance")).ToHaveValueAsync("filevault_enabled.fail");
        await LookAsync(world, "60-filtered");

        foreach (var (path, picture) in new[] { ("/reports/compliance", "61-compliance"), ("/reports/os-versions", "62-os-versions"), ("/reports/stale", "63-stale"), ("/reports/devices", "64-device-counts") })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator(".list-total")).ToBeVisibleAsync();
            await LookAsync(world, picture);
        }

        await page.GotoAsync("/reports/stale?days=7");
        var stale = page.Locator("tbody tr").First.Locator("a").First;
        count = await stale.InnerTextAsync();
        await stale.ClickAsync();
        await Expect(page.Locator(".list-total")).ToHaveTextAsync($"{count} in total");

        // Also what a company has in all.
        await page.GotoAsync("/reports/compliance");
        var devices = page.Locator("tbody td[data-label='Devices'] a").First;
        count = await devices.InnerTextAsync();
        await devices.ClickAsync();
        await Expect(page.Locator(".list-total")).ToHaveTextAsync($"{count} in total");

        await page.GotoAsync("/reports/coverage");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await LookAsync(world, "65-coverage");
        var ofCompany = page.Locator("tbody tr").Nth(1).Locator("td[data-label='At the vendor'] a");
        count = await ofCompany.InnerTextAsync();
        await ofCompany.ClickAsync();
        await Expect(page.GetByTestId("figure")).ToHaveTextAsync("Coverage: At the vendor");
        await Expect(page.Locator(".list-total")).ToHaveTextAsync($"{count} in total");
        await LookAsync(world, "65b-coverage-list");

        // Of devices in no policy only the number is kept: the figure leads to what to do.
        await page.GotoAsync("/reports/coverage");
        await page.Locator("tbody tr").First.Locator("td[data-label='In none'] a").ClickAsync();
        await Expect(page.GetByTestId("in-none")).ToBeInViewportAsync();
        await Expect(page.GetByTestId("in-none")).ToContainTextAsync("counted, not kept");

        // What changed.
        await page.GotoAsync($"/devices/{device}");
        await page.GetByTestId("tab-history").ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Renamed-Mac");
        await Expect(page.Locator("tbody tr").Last).ToContainTextAsync("Imported");
        await LookAsync(world, "66-history");

        // Why.
        await page.GotoAsync("/why");
        await page.GetByLabel("Serial number, host name or id").FillAsync(serial);
        await Expect(page.GetByTestId("why-place")).ToContainTextAsync("Renamed-Mac");
        await Expect(page.GetByTestId("why-step")).ToContainTextAsync("Nothing needs to be done");
        await LookAsync(world, "67-why");
        await page.GetByLabel("Serial number, host name or id").FillAsync("no-such-device");
        await Expect(page.GetByTestId("why-place")).ToContainTextAsync(NotKnown());
        await LookAsync(world, "68-why-not");
        world.ExpectNoErrors();
    }

    // The page must be connected when its size changes, and have told it before it is left.
    private static async Task LookAsync(MappingWorld world, string picture)
    {
        await world.Page.WaitForTimeoutAsync(1_500);
        await world.Browser.LookAsync(picture);
        await world.Page.WaitForTimeoutAsync(1_000);
    }

    [GeneratedRegex("received|not known")]
    private static partial Regex NotKnown();
}
