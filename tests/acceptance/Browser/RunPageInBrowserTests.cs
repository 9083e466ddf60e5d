using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>What a sync did, on its page: its time, its books, and what it could not use.</summary>
public sealed partial class RunPageInBrowserTests
{
    [Fact]
    public async Task An_admin_reads_the_books_of_a_sync_and_tries_what_was_rejected_again()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        var address = await world.RejectAsync();
        await page.GotoAsync(address);

        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("Complete");
        await Expect(page.GetByTestId("details-card")).ToContainTextAsync("Reading devices");
        await Expect(page.GetByTestId("vendor-errors")).ToContainTextAsync("http_503");
        await Expect(page.GetByTestId("books-balance")).ToBeVisibleAsync();

        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("diagnostics").ClickAsync());
        Assert.Matches("^diagnostics-[a-z0-9-]+[.]json$", file.SuggestedFilename);

        // The policy in which most changed stands first; what is as it was stands behind.
        var rows = page.GetByTestId("books-row");
        await Expect(rows.First).ToContainTextAsync(MappingWorld.Client);
        await Expect(page.GetByTestId("tab-all")).ToHaveAttributeAsync("aria-current", "true");
        await world.Browser.LookAsync("51-run");

        await page.GetByTestId("search").FillAsync(MappingWorld.GroupName);
        await page.WaitForURLAsync(Searching());
        await Expect(rows).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(rows.First).ToBeVisibleAsync();

        await page.GetByTestId("tab-types").ClickAsync();
        await Expect(rows.Filter(new() { HasText = "MacBook Air" })).ToHaveCountAsync(1);

        await page.GetByTestId("tab-rejected").ClickAsync();
        var rejected = page.GetByRole(AriaRole.Table, new() { Name = "Rejected records" });
        await Expect(rejected).ToContainTextAsync("longer than 200 characters");
        await Expect(rejected.Locator("tbody tr")).ToHaveCountAsync(2);
        await world.Browser.LookAsync("52-run-rejected");

        await page.GetByTestId("retry-rejected").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/syncs/", StringComparison.Ordinal) && !url.Contains(address, StringComparison.Ordinal));
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("Complete");
        world.ExpectNoErrors();
    }

    [GeneratedRegex("search=")]
    private static partial Regex Searching();
}
