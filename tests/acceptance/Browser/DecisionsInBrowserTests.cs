using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>The inbox of decisions and the audit log, as a person uses them.</summary>
public sealed partial class DecisionsInBrowserTests
{
    [Fact]
    public async Task A_person_snoozes_a_decision_takes_it_up_again_answers_it_and_finds_it_in_the_audit_log()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        await page.GotoAsync("/decisions");
        var fits = page.Locator("[data-testid=decision][data-kind=ContainersFit]");
        await Expect(fits).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("decision-count")).ToBeVisibleAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/companies");
        await Expect(other.GetByTestId("decision-count")).ToBeVisibleAsync();
        var open = NumberIn(await page.GetByTestId("decision-count").InnerTextAsync());
        Assert.Equal(open, NumberIn(await other.GetByTestId("decision-count").InnerTextAsync()));
        await LookAsync(world, "70-decisions");

        // By keyboard: tick, then put off.
        var tick = fits.GetByRole(AriaRole.Checkbox);
        await tick.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Recommended answer for 1 decision" })).ToBeEnabledAsync();
        var ticked = page.GetByRole(AriaRole.Group, new() { Name = "Answer all that are ticked" });
        await ticked.GetByRole(AriaRole.Combobox).SelectOptionAsync("7");
        await ticked.GetByRole(AriaRole.Button, new() { Name = "Snooze" }).ClickAsync();
        await Expect(page.GetByTestId("decisions-said")).ToHaveTextAsync("1 decision put off.");
        await Expect(fits).ToHaveCountAsync(0);

        // The number in the margin follows at once, here and where nobody turned a page.
        await ExpectCountAsync(page, open - 1);
        await ExpectCountAsync(other, open - 1);

        await page.GetByTestId("tab-snoozed").ClickAsync();
        await Expect(fits).ToContainTextAsync("put off until");
        await page.GetByLabel("All on this page").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Recommended() }).ClickAsync();
        await Expect(page.GetByTestId("decisions-said")).ToHaveTextAsync("1 decision answered.");
        Assert.Contains(MappingWorld.Client, await world.ContainersAsync("mapped"));

        await page.GotoAsync("/audit");
        await Expect(page.GetByTestId("audit-chain")).ToContainTextAsync("Chain intact");
        await page.GetByTestId("check-chain").ClickAsync();
        await Expect(page.GetByTestId("check-chain")).ToHaveTextAsync("Check now");
        await Expect(page.Locator("tbody")).ToContainTextAsync("Decision snoozed");
        await page.GetByLabel("Result").SelectOptionAsync("refused");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.GotoAsync("/audit?action=decision");
        await Expect(page.Locator(".list-total")).ToHaveTextAsync("1 in total");
        await LookAsync(world, "71-audit");
        world.ExpectNoErrors();
    }

    private static int NumberIn(string count) => int.Parse(Digits().Match(count).Value, System.Globalization.CultureInfo.InvariantCulture);

    // None is shown as nothing.
    private static Task ExpectCountAsync(IPage page, int count) => count == 0
        ? Expect(page.GetByTestId("decision-count")).ToHaveCountAsync(0)
        : Expect(page.GetByTestId("decision-count")).ToContainTextAsync($"{count}");

    // The page must be connected when its size changes, and have told it before it is left.
    private static async Task LookAsync(MappingWorld world, string picture)
    {
        await world.Page.WaitForTimeoutAsync(1_500);
        await world.Browser.LookAsync(picture);
        await world.Page.WaitForTimeoutAsync(1_000);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("^Recommended answer for")]
    private static partial Regex Recommended();
}
