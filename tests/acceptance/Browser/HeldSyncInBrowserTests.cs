using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>A sync that misses too many devices, answered on its page.</summary>
public sealed class HeldSyncInBrowserTests
{
    [Fact]
    public async Task An_admin_sees_why_a_sync_is_held_and_answers_it()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        await page.GotoAsync(await world.HoldSyncAsync());
        await Expect(page.GetByTestId("held-card")).ToContainTextAsync("Missing devices");
        await world.Browser.LookAsync("50-held");

        await page.GetByTestId("held-allow").ClickAsync();

        await Expect(page.GetByTestId("held-answer")).ToContainTextAsync("Allowed once");
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("Complete");
        world.ExpectNoErrors();
    }
}
