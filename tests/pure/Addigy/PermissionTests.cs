using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class PermissionTests
{
    private readonly StubAddigy _addigy = new();

    [Theory]
    [InlineData("View Devices")]
    [InlineData("view_devices")]
    [InlineData("viewDevices")]
    [InlineData("devices:read")]
    [InlineData("devices.view")]
    [InlineData("VIEW DEVICES")]
    public async Task Understands_view_devices_in_any_spelling(string permission)
    {
        var step = await CheckAsync(permission);

        Assert.Equal(CheckOutcome.Passed, step.Outcome);
        Assert.Single(_addigy.Requests, asked => asked.Path == "devices");
    }

    [Theory]
    [InlineData("Delete Devices")]
    [InlineData("Create/Edit/Delete Policy")]
    [InlineData("Assign/Unassign Device Policies")]
    [InlineData("Automatic Policy Assignments")]
    [InlineData("View/Create/Delete Integrations API Keys")]
    [InlineData("edit_policy")]
    [InlineData("devices.delete")]
    [InlineData("policies:write")]
    public async Task Warns_of_a_permission_that_changes_something_and_names_it(string permission)
    {
        var step = await CheckAsync("View Devices", permission);

        Assert.Equal((CheckOutcome.Warning, "permission_excessive"), (step.Outcome, step.Code));
        Assert.Contains(permission, step.Message);
        Assert.False(string.IsNullOrEmpty(step.Cure));
    }

    [Theory]
    [InlineData("View Policies Activity")]
    [InlineData("View Device List")]
    [InlineData("View Device Updates")]
    [InlineData("View Run History")]
    [InlineData("View Installed Apps")]
    [InlineData("Export Report Data")]
    public async Task Does_not_warn_of_a_permission_that_only_reads(string permission) =>
        Assert.Equal(CheckOutcome.Passed, (await CheckAsync("View Devices", permission)).Outcome);

    [Fact]
    public async Task Names_some_of_many_permissions_that_are_too_much()
    {
        var step = await CheckAsync([.. Enumerable.Range(1, 12).Select(n => $"Delete Thing {n}")]);

        Assert.Contains("Delete Thing 8 and 4 more", step.Message);
    }

    [Fact]
    public async Task Fails_and_names_view_devices_when_neither_the_list_nor_the_devices_show_it()
    {
        _addigy.On("devices", """{ "code": 403, "message": "forbidden" }""", HttpStatusCode.Forbidden);

        var step = await CheckAsync("View Users");

        Assert.Equal((CheckOutcome.Failed, "permission_missing"), (step.Outcome, step.Code));
        Assert.Contains("View Devices", step.Message);
        Assert.Contains("View Devices", step.Cure);
    }

    [Fact]
    public async Task Lets_the_devices_decide_when_the_list_does_not_show_view_devices()
    {
        var step = await CheckAsync("something of another spelling");

        Assert.Equal(CheckOutcome.Passed, step.Outcome);
    }

    [Fact]
    public async Task Takes_null_for_an_empty_list()
    {
        _addigy.On("configuration/permissions", "null");

        Assert.Equal(CheckOutcome.Passed, (await _addigy.CheckAsync()).Steps[1].Outcome);
    }

    [Fact]
    public async Task Fails_when_the_list_is_something_else()
    {
        _addigy.On("configuration/permissions", """{ "permissions": [] }""");

        var step = (await _addigy.CheckAsync()).Steps[^1];

        Assert.Equal(("permissions", "answer_unexpected"), (step.Key, step.Code));
    }

    [Theory]
    [InlineData("missing permission: View Devices", "View Devices")]
    [InlineData("Permission Required: View Devices.", "View Devices")]
    [InlineData("you need \"view devices\" for this", "View devices")]
    [InlineData("requires view_devices", "View devices")]
    [InlineData("Create/Edit/Delete Policy is required", "Create/Edit/Delete Policy")]
    public async Task Names_the_permission_out_of_addigys_message(string message, string permission)
    {
        _addigy.On("devices", JsonSerializer.Serialize(new { code = 403, message }), HttpStatusCode.Forbidden);

        var step = (await _addigy.CheckAsync()).Steps[^1];

        Assert.Equal("permission_missing", step.Code);
        Assert.Equal($"The API token lacks the permission {permission}.", step.Message);
    }

    [Theory]
    [InlineData("user jane@contoso.example may not do this")]
    [InlineData("View Contoso Ltd is not allowed")]
    [InlineData("")]
    public async Task Repeats_nothing_of_a_message_that_names_no_permission(string message)
    {
        _addigy.On("devices", JsonSerializer.Serialize(new { code = 403, message }), HttpStatusCode.Forbidden);

        var step = (await _addigy.CheckAsync()).Steps[^1];

        Assert.Equal(("permission_missing", "The API token lacks a permission for this."), (step.Code, step.Message));
        Assert.Contains("View Devices", step.Cure);
        Assert.DoesNotContain("ontoso", step.Message + step.Cure);
    }

    private async Task<CheckStep> CheckAsync(params string[] permissions)
    {
        _addigy.On("configuration/permissions", JsonSerializer.Serialize(permissions));
        return (await _addigy.CheckAsync()).Steps.Single(step => step.Key == "permissions");
    }
}
