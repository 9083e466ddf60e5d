using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>What Test Connection found.</summary>
/// <param name="Code">"connected", or the code of the step that failed.</param>
public sealed record ConnectionTest(
    bool Ok,
    string Code,
    string Message,
    string? Cure,
    ConnectionObserved? Observed,
    IReadOnlyList<CheckStep> Checks)
{
    internal static ConnectionTest Failed(CheckStep step, IReadOnlyList<CheckStep> checks) =>
        new(false, step.Code ?? ErrorCodes.AnswerUnexpected, step.Message ?? $"{step.Label} failed.", step.Cure, null, checks);
}

/// <summary>What the credentials can see.</summary>
public sealed record ConnectionObserved(ObservedAccount? Account, int? Containers, int? Devices);

/// <summary>The vendor account behind the credentials.</summary>
public sealed record ObservedAccount(string Id, string? Name);

/// <summary>Tries settings and secrets that are not saved yet. Nothing is stored.</summary>
public sealed class TestConnection(
    ConnectorCatalog catalog,
    VendorConnections vendors,
    Databases databases,
    ILogger<TestConnection> log)
{
    public async Task<Result<ConnectionTest>> RunAsync(
        Actor actor,
        string? connectorId,
        IReadOnlyDictionary<string, string?>? settings,
        IReadOnlyDictionary<string, string?>? secrets,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (catalog.Find(connectorId ?? "") is not { } connector)
            return new UnknownConnector(connectorId);

        var answers = SetupAnswers.From(connector.Setup, settings, secrets);
        return answers.IsOk ? await TryAsync(actor, connector, answers.Value, cancellationToken) : answers.Refusal;
    }

    internal async Task<ConnectionTest> TryAsync(Actor actor, LoadedConnector connector, SetupAnswers answers, CancellationToken cancellationToken)
    {
        List<CheckStep> checks = [.. answers.Trimmed.Select(label =>
            new CheckStep("trim", $"Blanks around {label}", CheckOutcome.Passed) { Message = $"Blanks around the {label} were cut off." })];
        if (MissingSecret(connector, answers) is { } missing)
            return ConnectionTest.Failed(missing, [missing]);

        ConnectionCheck check;
        try
        {
            check = await vendors.Open(connector.Manifest.Id, answers.All, isInteractive: true)!.Connection.CheckAsync(cancellationToken);
        }
        catch (ConnectorException e)
        {
            check = new ConnectionCheck([new CheckStep("connect", $"Connect to {connector.Manifest.Name}", CheckOutcome.Failed) { Code = e.Code, Message = e.Message, Cure = e.Cure }]);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The plugin border.
            log.LogError(e, "The connection check of connector {Connector} failed.", connector.Manifest.Id);
            check = new ConnectionCheck([new CheckStep("connect", $"Connect to {connector.Manifest.Name}", CheckOutcome.Failed)
            {
                Code = "connector_failed",
                Message = $"The connector failed with {e.GetType().Name}.",
                Cure = "This is a mistake in the connector. Send the host's log to its author.",
            }]);
        }

        checks.AddRange(check.Steps);
        if (checks.Find(s => s.Outcome == CheckOutcome.Failed) is { } failed)
            return ConnectionTest.Failed(failed, checks);

        var account = check.Account is { } named
            ? new ObservedAccount(StorableText.Of(named.Id, 200), StorableText.NotBlank(named.Name, 200))
            : null;
        if (account is not null && await ConnectedAlreadyAsync(actor, connector, account, cancellationToken) is { } warning)
            checks.Add(warning);
        var observed = new ConnectionObserved(
            account,
            check.Containers,
            check.Devices);
        return new ConnectionTest(true, "connected", Sentence(connector.Manifest, observed), null, observed, checks);
    }

    private static CheckStep? MissingSecret(LoadedConnector connector, SetupAnswers answers)
    {
        var field = connector.Setup.SelectMany(s => s.Fields)
            .FirstOrDefault(f => f is SecretField && !f.IsOptional && !answers.Secrets.ContainsKey(f.Key));
        return field is null ? null : new CheckStep(field.Key, field.Label, CheckOutcome.Failed)
        {
            Code = ErrorCodes.SecretMalformed,
            Message = $"The field {field.Label} is empty.",
            Cure = $"Paste the {field.Label} and test again.",
        };
    }

    private async Task<CheckStep?> ConnectedAlreadyAsync(Actor actor, LoadedConnector connector, ObservedAccount account, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var name = await db.Integrations
            .Where(i => i.ConnectorId == connector.Manifest.Id && i.AccountId == account.Id)
            .Select(i => i.Name)
            .FirstOrDefaultAsync(cancellationToken);
        return name is null ? null : new CheckStep("account", "Account", CheckOutcome.Warning)
        {
            Code = "account_connected_already",
            Message = $"The integration \"{name}\" reads this account already.",
            Cure = "A second integration of one account brings every device twice. Go on only if you mean it.",
        };
    }

    private static string Sentence(ConnectorManifest manifest, ConnectionObserved observed)
    {
        string[] seen =
        [
            .. observed.Containers is { } containers ? [$"{containers} {Noun(containers)}"] : Array.Empty<string>(),
            .. observed.Devices is { } devices ? [$"{devices} {(devices == 1 ? "device" : "devices")}"] : Array.Empty<string>(),
        ];
        var account = observed.Account?.Name is { } name ? $" to {name}" : "";
        return $"Connection successful{account}." + (seen.Length == 0 ? "" : $" {string.Join(" and ", seen)} visible.");

        string Noun(int count) => manifest.Container is not { } type ? "containers"
            : (count == 1 ? type.Singular : type.Plural).ToLowerInvariant();
    }
}

/// <summary>No connector of this id is ready.</summary>
public sealed record UnknownConnector(string? ConnectorId) : Refusal(
    RefusalKind.Invalid,
    "unknown_connector",
    $"There is no connector \"{ConnectorId}\" that can be used.",
    "Look at the list of connectors; one that failed to load stands there with its reason.");
