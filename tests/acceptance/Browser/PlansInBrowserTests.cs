using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using static Microsoft.Playwright.Assertions;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>A person looks through a plan by its filters, unticks a company, applies the rest, undoes it, and throws another plan away.</summary>
public sealed partial class PlansInBrowserTests
{
    [Fact]
    public async Task A_person_filters_a_plan_unticks_a_company_applies_undoes_and_discards()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 31, Companies = 4, Devices = 130, HasOddities = false });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        await flow.SyncAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        var plan = (await PlanAsync(api, flow)).Expect(HttpStatusCode.Created);
        var id = plan["id"].GetString()!;
        var total = plan["totals"].GetProperty("create").GetInt32();
        var company = plan["companies"].EnumerateArray().First(c => c.GetProperty("create").GetInt32() is > 0 and < 60);
        var (companyId, name, ofCompany) = (company.GetProperty("company").GetProperty("id").GetString()!, company.GetProperty("company").GetProperty("name").GetString()!, company.GetProperty("create").GetInt32());

        await using var browser = await Browser.OpenAsync(host.Address);
        var page = browser.Page;
        await page.GotoAsync($"/plans/{id}");
        await page.GetByLabel("E-mail").FillAsync(BuiltHost.AdminEmail);
        await page.GetByLabel("Password").FillAsync(BuiltHost.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        var shown = page.GetByTestId("plan-rows-shown");
        await Expect(shown).ToHaveTextAsync($"1–50 of {total}");
        await page.WaitForTimeoutAsync(1_500);

        // A company is unticked by one click; the filters stand in the address and survive a reload.
        await page.GetByRole(AriaRole.Button, new() { Name = $"Untick all of {name}" }).ClickAsync();
        await Expect(page.GetByTestId("plan-excluded")).ToHaveTextAsync($"{ofCompany} unticked");
        await page.GetByLabel("Company", new() { Exact = true }).SelectOptionAsync(companyId);
        await Expect(page).ToHaveURLAsync(new Regex($"company={companyId}"));
        await Expect(shown).ToContainTextAsync($"of {ofCompany}");
        await page.GetByLabel("Outcome").SelectOptionAsync("excluded");
        await page.GetByLabel("Change", new() { Exact = true }).SelectOptionAsync("create");
        await Expect(page).ToHaveURLAsync(new Regex("change=create.*outcome=excluded|outcome=excluded.*change=create"));
        await browser.LookAsync("90-plan-filtered");
        await page.ReloadAsync();
        await Expect(shown).ToContainTextAsync($"of {ofCompany}");
        await Expect(page.GetByLabel("Company", new() { Exact = true })).ToHaveValueAsync(companyId);
        await page.WaitForTimeoutAsync(1_500);

        // All that fit are ticked again, and unticked; then pages are turned, and Back turns them back.
        await page.GetByTestId("tick-all").ClickAsync();
        await Expect(page.GetByTestId("plan-excluded")).ToHaveTextAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(shown).ToHaveTextAsync($"1–50 of {total}");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Untick all of {name}" }).ClickAsync();
        await Expect(page.GetByTestId("plan-excluded")).ToHaveTextAsync($"{ofCompany} unticked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(shown).ToHaveTextAsync($"51–100 of {total}");
        await page.GoBackAsync();
        await Expect(shown).ToHaveTextAsync($"1–50 of {total}");
        await page.WaitForTimeoutAsync(1_000);
        await browser.LookAsync("91-plan");

        // Somebody else chooses meanwhile: what is applied is what was looked at.
        (await api.PostAsync($"plans/{id}/items", new { excluded = true, all = true })).Expect(HttpStatusCode.OK);
        (await api.PostAsync($"plans/{id}/items", new { excluded = false, all = true })).Expect(HttpStatusCode.OK);
        Assert.Equal(ofCompany, (await api.PostAsync($"plans/{id}/items", new { excluded = true, companyId })).Expect(HttpStatusCode.OK)["changed"].GetInt32());
        await page.GetByTestId("apply-plan").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ticked or unticked since");
        await page.GetByTestId("apply-plan").ClickAsync();
        await Expect(page.Locator("[data-testid=plan][data-state=applied]")).ToContainTextAsync($"{total - ofCompany} devices done, {ofCompany} left out");
        await Expect(page.GetByTestId("tick-all")).ToHaveCountAsync(0);
        await Expect(page.GetByText("applied by")).ToBeVisibleAsync();
        Assert.Equal(total - ofCompany, (await api.GetAsync("devices"))["total"].GetInt32());
        await page.GetByRole(AriaRole.Button, new() { NameRegex = LeftOut() }).ClickAsync();
        await Expect(shown).ToContainTextAsync($"of {ofCompany}");
        await browser.LookAsync("92-plan-applied");
        await page.GetByTestId("undo-plan").ClickAsync();
        await Expect(page.Locator(".mud-message-box")).ToContainTextAsync("What somebody changed since");
        await page.Locator(".mud-message-box").GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-testid=plan][data-state=undone]")).ToContainTextAsync($"{total - ofCompany} devices taken back");
        Assert.Equal(0, (await api.GetAsync("devices"))["total"].GetInt32());

        var second = (await PlanAsync(api, flow)).Expect(HttpStatusCode.Created)["id"].GetString();
        await page.GotoAsync($"/plans/{second}");
        await page.WaitForTimeoutAsync(1_500);
        await page.GetByTestId("discard-plan").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/plans$"));
        await Expect(page.GetByText("The plan was thrown away")).ToBeVisibleAsync();

        // A plan whose base has moved says so in the list and on its page, and is made anew from there.
        var stale = (await PlanAsync(api, flow)).Expect(HttpStatusCode.Created)["id"].GetString();
        (await api.PutAsync($"{flow.Path}/device-types/{(await api.ListAsync($"{flow.Path}/device-types"))[0].GetProperty("key").GetString()}", new { ignored = true })).Expect(HttpStatusCode.OK);
        await page.GotoAsync("/plans");
        await Expect(page.GetByText("Can't be applied: something has changed")).ToBeVisibleAsync();
        await Expect(page.GetByText($"of {total} created").First).ToBeVisibleAsync();
        await browser.LookAsync("93-plans");
        await page.GotoAsync($"/plans/{stale}");
        await Expect(page.GetByTestId("stale-plan")).ToContainTextAsync("Something has changed since the plan was made");
        await Expect(page.GetByTestId("apply-plan")).ToBeDisabledAsync();
        await page.WaitForTimeoutAsync(1_500);
        await browser.LookAsync("94-plan-stale");
        await page.GetByTestId("remake-plan").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex($"/plans/{stale}"));
        await Expect(page.GetByTestId("apply-plan")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("stale-plan")).ToHaveCountAsync(0);
        (await api.GetAsync($"plans/{second}")).Expect(HttpStatusCode.NotFound);
        Assert.Empty(browser.Errors);
    }

    private static Task<ApiAnswer> PlanAsync(ApiClient api, Flow flow) => api.PostAsync("plans", new { kind = "import", integrationId = flow.Integration, all = true });

    [GeneratedRegex("^Left out")]
    private static partial Regex LeftOut();
}
