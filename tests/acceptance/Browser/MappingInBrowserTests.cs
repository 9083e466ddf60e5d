using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static MSPortal.Connectors.Tests.Acceptance.Browser.MappingWorld;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>The mapping table in a real browser: Quick Match with review and undo, the keyboard alone, many at once.</summary>
public sealed partial class MappingInBrowserTests
{
    [Fact]
    public async Task An_admin_reviews_undoes_and_maps_by_keyboard()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        await page.GotoAsync(world.Step);
        await Expect(page.GetByTestId("container-row").First).ToBeVisibleAsync();

        await ReviewQuickMatchAsync(world);
        await UndoAsync(world);
        await MapByKeyboardAsync(world);
        await RetryAsync(world);
        await SelectRangeAsync(world);
        await SkipManyByKeyboardAsync(world);
        world.ExpectNoErrors();
    }

    private static async Task ReviewQuickMatchAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GetByTestId("quick-match").ClickAsync();
        var high = page.GetByTestId("match-high").GetByTestId("match");
        await Expect(high.First).ToBeVisibleAsync();
        var sure = await high.CountAsync();
        var unticked = high.Filter(new() { HasText = Client }).First;
        await unticked.GetByTestId("tick").UncheckAsync();

        var medium = page.GetByTestId("match-medium").GetByTestId("match").Filter(new() { HasText = LooksLike });
        await medium.Locator("input[type=radio]").Nth(1).CheckAsync();
        await Expect(page.GetByTestId("quick-match-numbers")).ToContainTextAsync("1 picked");
        await world.Browser.LookAsync("30-quick-match-review");
        await page.GetByTestId("apply-quick-match").ClickAsync();
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync($"{sure} policies mapped: {sure - 1} by Quick Match, 1 by your choice");
        Assert.Equal("unmapped", await world.StateOfAsync(Client));
        await world.Browser.LookAsync("31-mapped");

        // The batch row by row: one is undone, and counts as the person's decision.
        await page.GetByTestId("review").ClickAsync();
        await page.GetByTestId("undo-step").First.ClickAsync();
        await Expect(page.GetByTestId("changes-said")).ToContainTextAsync("Undone: 1 policy");
        await world.Browser.LookAsync("32-batch");
        await page.GetByRole(AriaRole.Button, new() { Name = "All changes" }).ClickAsync();
        await Expect(page.GetByTestId("change").First).ToContainTextAsync($"Quick Match of {sure} policies");
    }

    private static async Task UndoAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GetByTestId("undo-change").First.ClickAsync();
        await Expect(page.GetByTestId("change").First).ToContainTextAsync("Undone");
        await page.GetByTestId("changes-close").ClickAsync();
        await Expect(page.GetByTestId("tab-mapped")).ToHaveTextAsync(Count(0));
        Assert.Empty(await world.ContainersAsync("mapped"));
    }

    private static async Task MapByKeyboardAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("Quillfeather");
        await Expect(page.GetByTestId("container-row")).ToHaveCountAsync(1);
        await page.GetByTestId("search").BlurAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        var row = page.GetByTestId("container-row").First;
        await Expect(row).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("dental");
        await Expect(OpenItems(page)).Not.ToHaveCountAsync(0);
        await Expect(OpenItems(page).First).ToContainTextAsync("Dental");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.WaitForTimeoutAsync(500);
        Assert.Equal("unmapped", await world.StateOfAsync(Client));
        await page.Keyboard.PressAsync("Escape");
        await Expect(row).ToBeFocusedAsync();
        Assert.Equal("unmapped", await world.StateOfAsync(Client));

        await page.Keyboard.PressAsync("Enter");
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("quillf");
        await Expect(OpenItems(page)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(row.GetByTestId("save-state")).ToContainTextAsync("Saved");
        await Expect(row).ToBeFocusedAsync();
        Assert.Equal("mapped", await world.StateOfAsync(Client));

        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync("Undone: 1 policy");
        Assert.Equal("unmapped", await world.StateOfAsync(Client));
    }

    // The company is gone by the time it is chosen, and is there again when tried once more.
    private static async Task RetryAsync(MappingWorld world)
    {
        var page = world.Page;
        var row = page.GetByTestId("container-row").First;
        await row.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("quillf");
        await Expect(OpenItems(page)).ToHaveCountAsync(1);
        var merge = await world.MergeAsync(Client, Meant);
        await OpenItems(page).First.ClickAsync();
        await Expect(row.GetByTestId("save-state")).ToContainTextAsync("Not saved");
        Assert.Equal("unmapped", await world.StateOfAsync(Client));

        await world.PartAsync(merge);
        await row.GetByRole(AriaRole.Button, new() { Name = $"Try again: {Client}" }).ClickAsync();
        await Expect(row.GetByTestId("save-state")).ToContainTextAsync("Saved");
        Assert.Equal("mapped", await world.StateOfAsync(Client));
        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync("Undone: 1 policy");
    }

    private static async Task SelectRangeAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GotoAsync(world.Step);
        var boxes = page.GetByTestId("container-row").Locator("input[type=checkbox]");
        await Expect(boxes.Nth(5)).ToBeVisibleAsync();
        await boxes.Nth(4).ClickAsync();
        await Expect(page.GetByTestId("selected")).ToContainTextAsync("1 selected");
        await boxes.Nth(1).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.GetByTestId("selected")).ToContainTextAsync("4 selected");
        await Expect(boxes.Nth(0)).Not.ToBeCheckedAsync();
        await Expect(boxes.Nth(2)).ToBeCheckedAsync();
        await Expect(boxes.Nth(5)).Not.ToBeCheckedAsync();

        // Back over a part of it: as the row clicked, so the range.
        await boxes.Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.GetByTestId("selected")).ToContainTextAsync("1 selected");
        await Expect(boxes.Nth(4)).ToBeCheckedAsync();
    }

    private static async Task SkipManyByKeyboardAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GotoAsync($"{world.Step}?filter=mapped&search=nothing-like-this");
        await Expect(page.GetByText("fits the filter")).ToBeVisibleAsync();
        await page.GotoAsync(world.Step);
        await Expect(page.GetByTestId("container-row").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByTestId("keys-dialog")).ToBeVisibleAsync();
        await world.Browser.LookAsync("34-keys");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("keys-dialog")).Not.ToBeVisibleAsync();

        // From one unmapped row to the next, to one with others inside; the row after it is ticked too.
        var group = world.PolicyOf(GroupName);
        await NextUnmappedAsync(page);
        for (var steps = 1; await FocusedAsync(page) != group; steps++)
        {
            Assert.True(steps < 100, $"{GroupName} is not among the unmapped.");
            await NextUnmappedAsync(page);
        }

        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("selected")).ToContainTextAsync("1 selected");
        await NextUnmappedAsync(page);
        var second = await FocusedAsync(page);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("selected")).ToContainTextAsync("2 selected");
        await world.Browser.LookAsync("35-selected");

        await page.GetByTestId("bulk-skip").ClickAsync();
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync("2 policies set to \"never map\"");
        var skipped = (await world.ContainersAsync("skipped")).Count;
        Assert.True(skipped > 2, $"What is inside a skipped policy is skipped with it, but {skipped} are: {string.Join(", ", await world.ContainersAsync("skipped"))}.");
        await Expect(page.GetByTestId("tab-skipped")).ToHaveTextAsync(Count(skipped));
        await Expect(page.Locator($"[data-container='{second}']")).ToContainTextAsync("Never map");
        await page.GetByTestId("tab-skipped").ClickAsync();
        await Expect(page.GetByTestId("container-row")).ToHaveCountAsync(skipped);
        await world.Browser.LookAsync("36-skipped");

        // From the tab without any, "n" leads to the unmapped ones.
        await page.Locator("body").ClickAsync(new() { Position = new() { X = 1, Y = 1 } });
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync(Unmapped());
        await Expect(page.GetByTestId("container-row").First).ToBeFocusedAsync();

        // All of the page at once, and back.
        await page.GetByTestId("select-page").CheckAsync();
        await page.GetByTestId("bulk-map").ClickAsync();
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("quillf");
        await Expect(OpenItems(page)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync("mapped to Quillfeather");
        await Expect(page.GetByTestId("tab-unmapped")).ToHaveTextAsync(Count(0));
        await page.GetByTestId("undo").ClickAsync();
        await Expect(page.GetByTestId("tab-mapped")).ToHaveTextAsync(Count(0));
    }

    // The key, and the row that it leads to.
    private static async Task NextUnmappedAsync(IPage page)
    {
        var before = await page.Locator("[data-row]:focus").CountAsync() == 0 ? null : await FocusedAsync(page);
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("[data-row]:focus").And(page.Locator($":not([data-container='{before}'])"))).ToHaveCountAsync(1);
    }

    private static async Task<string?> FocusedAsync(IPage page) => await page.Locator("[data-row]:focus").GetAttributeAsync("data-container");

    [GeneratedRegex("filter=unmapped")]
    private static partial Regex Unmapped();
}
