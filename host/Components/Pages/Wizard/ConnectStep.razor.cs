using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>Asks for the vendor's credentials, tests them, and saves them once they work.</summary>
public sealed partial class ConnectStep
{
    private readonly Dictionary<string, string?> _answers = new(StringComparer.Ordinal);
    private CancellationTokenSource? _testing;
    private Dictionary<string, string?>? _tested;
    private ConnectionTest? _test;
    private Refusal? _refusal;
    private string? _name;
    private bool? _hasCompanies;
    private bool _isTesting;
    private bool _isSaving;
    private bool _isReplaced;

    /// <summary>Null when it is not on this host.</summary>
    [Parameter, EditorRequired]
    public LoadedConnector? Connector { get; set; }

    /// <summary>The integration whose credentials are replaced; null to create one.</summary>
    [Parameter, EditorRequired]
    public IntegrationView? Integration { get; set; }

    [Parameter]
    public EventCallback<IntegrationView> OnCreated { get; set; }

    /// <summary>The integration was changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private TestConnection Test { get; set; } = default!;

    [Inject]
    private TestCredentials TestNew { get; set; } = default!;

    [Inject]
    private CreateIntegration Create { get; set; } = default!;

    [Inject]
    private ReplaceCredentials Replace { get; set; } = default!;

    [Inject]
    private ListCompanies Companies { get; set; } = default!;

    private ContainerWords Containers => ContainerWords.Of(Connector?.Manifest);

    // What is no secret stays as it was when credentials are replaced.
    private IEnumerable<SetupField> Fields => Connector!.Setup.SelectMany(s => s.Fields).Where(f => Integration is null || f is SecretField);

    private bool IsTestCurrent => _tested is not null && _answers.All(a => _tested.GetValueOrDefault(a.Key) == a.Value);

    private bool MayProceed => _test is { Ok: true } && IsTestCurrent && !_isTesting;

    private string? WhyNot =>
        _isSaving ? "Saving…"
        : MayProceed ? null
        : _test is { Ok: true } && !IsTestCurrent ? "The values have changed since the test. Test the connection again."
        : _test is { Ok: false } && IsTestCurrent ? "The connection test failed."
        : "Test the connection first.";

    protected override async Task OnInitializedAsync()
    {
        _name = Connector?.Manifest.Name;
        _hasCompanies = (await Companies.RunAsync(Actor, new PageRequest(1, 1), Gone)).Total > 0;
    }

    protected override void Dispose(bool disposing)
    {
        _testing?.Cancel();
        base.Dispose(disposing);
    }

    private void Set(SetupField field, string? value)
    {
        _answers[field.Key] = value;
        _isReplaced = false;
    }

    private async Task TestAsync()
    {
        if (_isTesting || _isSaving)
            return;

        (_isTesting, _test, _refusal, _isReplaced) = (true, null, null, false);
        _tested = new Dictionary<string, string?>(_answers, StringComparer.Ordinal);
        using var testing = _testing = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        try
        {
            var result = Integration is null
                ? await Test.RunAsync(Actor, Connector!.Manifest.Id, Plain(_tested), Secret(_tested), testing.Token)
                : await TestNew.RunAsync(Actor, new IntegrationId(Integration.Id), Secret(_tested), testing.Token);
            (_test, _refusal) = (result.Value, result.Refusal);
        }
        catch (OperationCanceledException) when (testing.IsCancellationRequested)
        {
            _tested = null;
        }
        finally
        {
            (_isTesting, _testing) = (false, null);
        }
    }

    private void StopTesting() => _testing?.Cancel();

    private async Task CreateAsync()
    {
        if (_isSaving)
            return;

        (_isSaving, _refusal) = (true, null);
        var created = await Create.RunAsync(Actor, Connector!.Manifest.Id, _name, Plain(_tested!), Secret(_tested!), CancellationToken.None);
        (_isSaving, _refusal) = (false, created.Refusal);
        if (created.IsOk)
            await OnCreated.InvokeAsync(created.Value);
    }

    private async Task ReplaceAsync(bool confirmsAccount)
    {
        if (_isSaving)
            return;

        (_isSaving, _refusal) = (true, null);
        var replaced = await Replace.RunAsync(Actor, new IntegrationId(Integration!.Id), Secret(_tested!), confirmsAccount, CancellationToken.None);
        (_isSaving, _refusal, _isReplaced) = (false, replaced.Refusal, replaced.IsOk);
        if (!replaced.IsOk)
            return;

        _answers.Clear();
        (_test, _tested) = (null, null);
        await OnChanged.InvokeAsync();
    }

    private Dictionary<string, string?> Plain(Dictionary<string, string?> answers) => Pick(answers, isSecret: false);

    private Dictionary<string, string?> Secret(Dictionary<string, string?> answers) => Pick(answers, isSecret: true);

    private Dictionary<string, string?> Pick(Dictionary<string, string?> answers, bool isSecret) => Fields
        .Where(f => f is SecretField == isSecret && answers.ContainsKey(f.Key))
        .ToDictionary(f => f.Key, f => answers[f.Key], StringComparer.Ordinal);
}
