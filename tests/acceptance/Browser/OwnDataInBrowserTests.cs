using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>Own fields, notes, locked names and the display name, as a person uses them.</summary>
public sealed class OwnDataInBrowserTests
{
    [Fact]
    public async Task A_person_names_a_device_fills_in_a_field_writes_a_note_and_names_all_by_a_template()
    {
        await using var world = await MappingWorld.StartAsync();
        var page = world.Page;
        var (device, serial) = await world.ImportAndRenameAsync();

        await page.GotoAsync("/settings/device-fields");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Field" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Room");
        await page.GetByLabel("Kind").SelectOptionAsync("Choice");
        await page.GetByLabel("Choices, one on each line").FillAsync("Lab\nOffice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("own-fields-list").Locator("tbody tr")).ToContainTextAsync("Choice: Lab, Office");

        await page.GotoAsync($"/devices/{device}");
        await page.GetByLabel("Room").SelectOptionAsync("Office");
        await Expect(page.GetByTestId("own-fields").GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved");
        await page.GetByLabel("New note").FillAsync("Screen cracked.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Note" }).ClickAsync();
        await Expect(page.GetByTestId("note")).ToContainTextAsync("Screen cracked.");
        await Expect(page.GetByLabel("New note")).ToHaveValueAsync("");

        await page.GetByTestId("edit-name").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Front desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("field-name")).ToContainTextAsync("Front desk");
        await Expect(page.GetByTestId("field-name").GetByLabel("Locked")).ToBeVisibleAsync();
        await world.Browser.LookAsync("70-device-own");

        await page.GotoAsync("/settings/device-fields");
        await page.GetByLabel("Template").FillAsync("{{ for i in 1..3 }}x{{ end }}");
        await Expect(page.GetByTestId("display-name")).ToContainTextAsync("can't be used in a name");
        await Expect(page.GetByTestId("save-template")).ToBeDisabledAsync();
        await page.GetByLabel("Template").FillAsync("SN {{ serial_number }}");
        await Expect(page.GetByTestId("name-preview").Locator("tbody tr").First).ToContainTextAsync("SN ");
        await world.Browser.LookAsync("71-names-and-fields");
        await page.GetByTestId("save-template").ClickAsync();
        await Expect(page.GetByTestId("save-template")).ToBeDisabledAsync();

        // A name that a person gave stays; without it the template's comes.
        await page.GotoAsync($"/devices/{device}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Front desk");
        await page.GetByTestId("edit-name").ClickAsync();
        await page.GetByTestId("unlock").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"SN {serial}");
        world.ExpectNoErrors();
    }
}
