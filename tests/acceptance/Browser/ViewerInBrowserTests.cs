using static Microsoft.Playwright.Assertions;
using static MSPortal.Connectors.Tests.Acceptance.Browser.MappingWorld;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>Who may only look sees the mapping table and nothing to change it with.</summary>
public sealed class ViewerInBrowserTests
{
    private static readonly string[] ForManagers =
        ["quick-match", "sync-containers", "mapped-to", "remove-mapping", "row-menu", "select-page", "bulk-map", "bulk-skip", "undo", "choose-root"];

    [Fact]
    public async Task A_viewer_sees_mappings_and_no_way_to_change_them()
    {
        await using var world = await MappingWorld.StartAsync("Viewer");
        var page = world.Page;
        await world.MapAsync(Client, Client);
        await page.GotoAsync($"{world.Step}?search=Quillfeather");
        await Expect(world.Row(Client)).ToContainTextAsync(Client);
        await Expect(world.Row(Client)).ToContainTextAsync("Manual");
        foreach (var control in ForManagers)
            await Expect(page.GetByTestId(control)).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("mapping-table").Locator("button, input")).ToHaveCountAsync(0);

        // Nor by keyboard.
        await world.Row(Client).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("u");
        await page.WaitForTimeoutAsync(500);
        await Expect(OpenItems(page)).ToHaveCountAsync(0);
        Assert.Equal("mapped", await world.StateOfAsync(Client));
        world.ExpectNoErrors();
    }
}
