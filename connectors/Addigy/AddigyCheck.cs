using System.Globalization;
using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Addigy;

/// <summary>One connection check: its steps in turn, up to the first that fails.</summary>
internal sealed class AddigyCheck(AddigyClient client)
{
    private readonly List<CheckStep> _steps = [];
    private TokenPermissions? _permissions;
    private string? _accountId;
    private string? _accountName;
    private int? _policies;
    private int? _devices;

    public async Task<ConnectionCheck> RunAsync(CancellationToken cancellationToken)
    {
        _ = await StepAsync("authenticate", "Sign in with the API token", AuthenticateAsync, cancellationToken)
            && await StepAsync("permissions", "Check what the token may do", CheckPermissionsAsync, cancellationToken)
            && await StepAsync("containers", "Read the policies", ReadPoliciesAsync, cancellationToken)
            && await StepAsync("devices", "Read the devices", ReadDevicesAsync, cancellationToken);

        return new ConnectionCheck(_steps)
        {
            Account = _accountId is null ? null : new VendorAccount(_accountId, _accountName),
            Containers = _policies,
            Devices = _devices,
        };
    }

    private async Task<bool> StepAsync(
        string key,
        string label,
        Func<CancellationToken, Task<Finding>> run,
        CancellationToken cancellationToken)
    {
        try
        {
            var finding = await run(cancellationToken);
            _steps.Add(new CheckStep(key, label, finding.Code is null ? CheckOutcome.Passed : CheckOutcome.Warning)
            {
                Code = finding.Code,
                Message = finding.Message,
                Cure = finding.Cure,
            });
            return true;
        }
        catch (ConnectorException e)
        {
            _steps.Add(new CheckStep(key, label, CheckOutcome.Failed) { Code = e.Code, Message = e.Message, Cure = e.Cure });
            return false;
        }
    }

    private async Task<Finding> AuthenticateAsync(CancellationToken cancellationToken)
    {
        if (await client.WhoAmIAsync(cancellationToken) is { } me)
        {
            _accountId = NullIfBlank(me.OrganizationId);
            _accountName = NullIfBlank(me.Name);
        }
        else
        {
            _permissions = await client.PermissionsAsync(cancellationToken);
        }

        return new Finding("Addigy accepts the token.");
    }

    private async Task<Finding> CheckPermissionsAsync(CancellationToken cancellationToken)
    {
        _permissions ??= await client.PermissionsAsync(cancellationToken);

        if (!_permissions.NamesViewDevices)
            await TryDevicesAsync(cancellationToken);

        return _permissions.Writing is { Count: > 0 } writing
            ? new Finding($"The token may do more than read: {Sample(writing)}.")
            {
                Code = ErrorCodes.PermissionExcessive,
                Cure = "It works as it is, and nothing is ever changed in Addigy. To be safe, create a token without these permissions and enter it.",
            }
            : new Finding("The token can read and can't change anything, as it should be.");
    }

    // Addigy's spelling is not known for sure, so the device list itself has the last word.
    private async Task TryDevicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.DevicesAsync(new DeviceQuery(Page: 1, PerPage: 1), cancellationToken);
        }
        catch (SetupRefusedException e) when (e.Code == ErrorCodes.PermissionMissing)
        {
            throw AddigyErrors.PermissionMissing(TokenPermissions.ViewDevices, e.InnerException as HttpRequestException);
        }
    }

    private async Task<Finding> ReadPoliciesAsync(CancellationToken cancellationToken)
    {
        var list = await client.PoliciesAsync(cancellationToken);
        _policies = list.DistinctIds;
        _accountId ??= list.Policies.Select(policy => NullIfBlank(policy.OrganizationId)).FirstOrDefault(id => id is not null);

        return _policies == 0
            ? Nothing("policy", "Check that the token belongs to the right Addigy account, that it may view policies, and that the account has policies.")
            : new Finding($"{Count(_policies.Value, "policy", "policies")} can be seen.");
    }

    private async Task<Finding> ReadDevicesAsync(CancellationToken cancellationToken)
    {
        var page = await client.DevicesAsync(new DeviceQuery(Page: 1, PerPage: 1), cancellationToken);
        _devices = page.RequireTotal();

        return _devices == 0
            ? Nothing("device", "Check that the token belongs to the right Addigy account and that devices are enrolled there.")
            : new Finding($"{Count(_devices.Value, "device", "devices")} can be seen.");
    }

    private static Finding Nothing(string what, string cure) =>
        new($"The token works, but no {what} can be seen.") { Code = ErrorCodes.NothingVisible, Cure = cure };

    private static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    private static string Sample(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(8)) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What a step found out; a warning when it has a code.</summary>
    private sealed record Finding(string Message)
    {
        public string? Code { get; init; }

        public string? Cure { get; init; }
    }
}
