using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static MSPortal.Connectors.Tests.Acceptance.Browser.MappingWorld;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>The mapping table as a tree in a real browser: what is inherited, questions, the root, companies that become one.</summary>
public sealed partial class MappingTreeInBrowserTests
{
    [Fact]
    public async Task An_admin_works_in_the_tree_and_answers_questions()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        await page.GotoAsync($"{world.Step}?view=tree");
        await MapGroupAsync(world);
        await CloseBranchAsync(world);
        await UnmapAsync(world);
        await AnswerQuestionAsync(world);
        await ChooseRootAsync(world);
        await MergeCompaniesAsync(world);
        world.ExpectNoErrors();
    }

    private static async Task MapGroupAsync(MappingWorld world)
    {
        var page = world.Page;
        var top = world.Row(GroupName);
        await top.GetByTestId("mapped-to").ClickAsync();
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("larks");
        await Expect(OpenItems(page)).ToHaveCountAsync(1);
        await OpenItems(page).First.ClickAsync();
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync($"{GroupName} is mapped to {GroupName}. 2 policies below followed.");
        await Expect(world.Row("Larkspur Studio")).ToContainTextAsync($"inherited from {GroupName}");
    }

    private static async Task CloseBranchAsync(MappingWorld world)
    {
        var page = world.Page;
        await world.Browser.LookAsync("40-tree");
        await world.ExpectTreeOrderAsync();
        await world.Row(GroupName).GetByTestId("branch").ClickAsync();
        await page.WaitForURLAsync(ClosedBranch());
        await Expect(world.Row("Larkspur Studio")).Not.ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(world.Row(GroupName)).ToBeVisibleAsync();
        await Expect(world.Row("Larkspur Studio")).Not.ToBeVisibleAsync();
        await world.Row(GroupName).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(world.Row("Larkspur Studio")).ToBeVisibleAsync();
    }

    private static async Task UnmapAsync(MappingWorld world)
    {
        var page = world.Page;

        // One inside decides for itself, then inherits again.
        await world.MapAsync("Larkspur Studio", Client);
        await page.ReloadAsync();
        await world.Row("Larkspur Studio").GetByTestId("remove-mapping").ClickAsync();
        var message = page.GetByTestId("map-message");
        await Expect(message).ToContainTextAsync("The mapping of Larkspur Studio is removed.");
        await Expect(message).ToContainTextAsync($"It inherits {GroupName} from {GroupName} now.");
        await Expect(message).ToContainTextAsync("left staging");
        await Expect(world.Row("Larkspur Studio").GetByTestId("remove-mapping")).ToHaveCountAsync(0);

        await world.MapAsync("Larkspur Studio", Client);
        await page.ReloadAsync();
        await world.Row(GroupName).GetByTestId("row-menu").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = ApplyToAll() }).ClickAsync();
        await Expect(message).ToContainTextAsync("1 policy gave up what was decided before");
    }

    private static async Task AnswerQuestionAsync(MappingWorld world)
    {
        var page = world.Page;
        await world.MapAsync(Moving, Moving);
        world.Fleet.RenamePolicy(world.PolicyOf(Moving), Client);
        await world.SyncAsync();
        await page.GotoAsync($"{world.Step}?filter=conflicts");
        var question = page.GetByTestId("question");
        await Expect(question).ToContainTextAsync($"Renamed from \"{Moving}\"");
        await Expect(page.GetByTestId("tab-conflicts")).ToHaveTextAsync(Count(1));
        await world.Browser.LookAsync("42-conflict");
        await page.GetByTestId("keep-company").ClickAsync();
        await Expect(page.GetByTestId("tab-conflicts")).ToHaveTextAsync(Count(0));
    }

    private static async Task ChooseRootAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GotoAsync(world.Step);
        await page.GetByTestId("choose-root").ClickAsync();
        await page.GetByTestId("root-dialog").GetByText("Inside one policy", new() { Exact = true }).ClickAsync();
        await page.GetByTestId("root-picker").ClickAsync();
        await OpenItems(page).Filter(new() { HasText = GroupName }).First.ClickAsync();
        await world.Browser.LookAsync("43-root");
        await page.GetByTestId("save-root").ClickAsync();
        await Expect(page.GetByTestId("map-message")).ToContainTextAsync($"The clients are inside {GroupName} now.");
        await Expect(page.GetByTestId("root-choice")).ToContainTextAsync(GroupName);
    }

    private static async Task MergeCompaniesAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GotoAsync("/companies?search=brambl");
        await MergeAsync(world);
        await page.GetByTestId("undo-merge").ClickAsync();
        await Expect(page.GetByTestId("company-message")).ToContainTextAsync("two companies again");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Delete {Moving}" })).ToBeVisibleAsync();
        await MergeAsync(world);
        await page.GotoAsync("/companies?search=quillf");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Aliases of {Client}" }).ClickAsync();
        await Expect(page.GetByTestId("aliases-dialog")).ToContainTextAsync(Moving);
        await world.Browser.LookAsync("45-aliases");
        await page.GetByTestId("forget-alias").First.ClickAsync();
        await Expect(page.GetByTestId("aliases-said")).ToContainTextAsync("forgotten");
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task MergeAsync(MappingWorld world)
    {
        var page = world.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = $"Merge {Moving} into another company" }).ClickAsync();
        await page.GetByTestId("merge-dialog").GetByTestId("company-picker").ClickAsync();

        // What is typed before the list is there may be lost to it.
        await Expect(OpenItems(page).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("quillf", new() { Delay = 50 });
        await Expect(OpenItems(page)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("merge").ClickAsync();
        await Expect(page.GetByTestId("company-message")).ToContainTextAsync($"{Moving} is merged into {Client}");
    }

    [GeneratedRegex("closed=")]
    private static partial Regex ClosedBranch();

    [GeneratedRegex("^Apply .* to all inside")]
    private static partial Regex ApplyToAll();
}
