using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.Plans;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>Which of the tenant's device types each of the vendor's types becomes, and what is done with it.</summary>
public sealed partial class TypeMappings(
    ListProviderTypes list,
    ListDeviceTypes listTargets,
    ChangeProviderType change,
    QuickMatchProviderTypes quickMatch,
    QuickCreateDeviceTypes quickCreate,
    MakePlan make,
    DiscardPlan discard,
    IDialogService dialogs)
{
    private IReadOnlyList<ProviderTypeView>? _types;
    private IReadOnlyList<DeviceTypeView> _targets = [];
    private Refusal? _refusal;
    private string? _said;
    private bool _isBusy;
    private int _round;

    [Parameter, EditorRequired]
    public required IntegrationView Integration { get; set; }

    /// <summary>Whether an import is at work.</summary>
    [Parameter]
    public bool IsImporting { get; set; }

    /// <summary>All of a type shall be imported.</summary>
    [Parameter]
    public EventCallback<ProviderTypeView> ImportAll { get; set; }

    /// <summary>What can be imported has changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool CanChange => Actor.Role.May(Permission.ManageIntegrations);

    private int Open => _types?.Count(t => t.DeviceType is null && !t.Ignored) ?? 0;

    /// <summary>Reads the types again.</summary>
    public async Task ReloadAsync()
    {
        var types = await list.RunAsync(Actor, new IntegrationId(Integration.Id), Gone);
        var targets = await listTargets.RunAsync(Actor, new PageRequest(PageSize: PageRequest.MaxPageSize), Gone);
        (_types, _targets) = (types.Value ?? _types, targets.Items);
        _refusal = types.Refusal ?? _refusal;
        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private static string? WhyNoAutoSync(ProviderTypeView type) =>
        type.Ignored ? "Ignored" : type.DeviceType is null ? "Map it first" : null;

    private async Task MapAsync(ProviderTypeView type, string? target)
    {
        if (Guid.TryParse(target, out var id) && Integration.Counts.Imported > 0
            && await PlannedAsync($"Map {type.Name}", new PlanRequest(PlanKind.Retype, Integration.Id) { TypeKey = type.Key, DeviceTypeId = id }))
            return;

        await MapAtOnceAsync(type, target);
    }

    private async Task AutoSyncAsync(ProviderTypeView type, bool isOn)
    {
        if (!isOn || !await PlannedAsync($"Auto-Sync for {type.Name}", new PlanRequest(PlanKind.AutoSync, Integration.Id) { TypeKeys = [type.Key] }))
            await AutoSyncAtOnceAsync(type, isOn);
    }

    /// <summary>Shows what would change, when devices would.</summary>
    /// <returns>Whether that is dealt with; false when no device would change, so that nobody needs to be asked.</returns>
    private async Task<bool> PlannedAsync(string title, PlanRequest request)
    {
        (_isBusy, _said) = (true, null);
        var made = await make.RunAsync(Actor, request, CancellationToken.None);
        if (made.IsOk && made.Value.Totals.ToDo == 0)
        {
            await discard.RunAsync(Actor, new PlanId(made.Value.Id), CancellationToken.None);
            return false;
        }

        _refusal = made.Refusal;
        if (made.IsOk)
            await PlanDialog.ShowAsync(dialogs, title, null, made.Value);

        // What the browser shows as chosen may not have come about.
        _round++;
        await FinishAsync();
        return true;
    }

    private Task MapAtOnceAsync(ProviderTypeView type, string? target) => Guid.TryParse(target, out var id)
        ? ChangeAsync(type, new ProviderTypeChange(DeviceTypeId: id), now => $"{now.Name} maps to {now.DeviceType?.Name}.")
        : ChangeAsync(type, new ProviderTypeChange(Unmap: true), now => $"{now.Name} maps to nothing now. Devices in the inventory keep their type.");

    private Task AutoSyncAtOnceAsync(ProviderTypeView type, bool isOn) => ChangeAsync(type, new ProviderTypeChange(AutoSync: isOn), now => isOn
        ? $"New devices of the type {now.Name} are imported at each sync. {Words.Count(now.PendingCount, "device")} waiting now: the next sync takes them, or use Sync Now."
        : $"New devices of the type {now.Name} wait until somebody imports them.");

    private Task IgnoreAsync(ProviderTypeView type, bool isOn) => ChangeAsync(type, new ProviderTypeChange(Ignored: isOn), now => isOn
        ? $"{now.Name} is ignored: nothing of it is imported. Devices that are imported already stay. Clear the box to undo."
        : $"{now.Name} is no longer ignored.");

    private async Task ChangeAsync(ProviderTypeView type, ProviderTypeChange what, Func<ProviderTypeView, string> say)
    {
        _isBusy = true;
        var result = await change.RunAsync(Actor, new IntegrationId(Integration.Id), type.Key, what, CancellationToken.None);
        (_refusal, _said) = (result.Refusal, result.IsOk ? say(result.Value) : null);
        await FinishAsync();
    }

    private async Task QuickMatchAsync()
    {
        _isBusy = true;
        var result = await quickMatch.RunAsync(Actor, new IntegrationId(Integration.Id), apply: true, CancellationToken.None);
        (_refusal, _said) = (result.Refusal, result.IsOk ? Say("Quick Match", result.Value, "Use Quick Create for the rest, or choose by hand.") : null);
        await FinishAsync();
    }

    private async Task QuickCreateAsync()
    {
        _isBusy = true;
        var result = await quickCreate.RunAsync(Actor, new IntegrationId(Integration.Id), CancellationToken.None);
        (_refusal, _said) = (result.Refusal, result.IsOk ? Say("Quick Create", result.Value, "") : null);
        await FinishAsync();
    }

    private async Task FinishAsync()
    {
        await ReloadAsync();
        _isBusy = false;
        await Changed.InvokeAsync();
    }

    private static string Say(string what, ProviderTypesMapped done, string rest)
    {
        var made = done.Mapped.Count(m => m.IsNew);
        var pairs = string.Join(", ", done.Mapped.Select(m => m.Name == m.DeviceType.Name ? m.Name : $"{m.Name} to {m.DeviceType.Name}"));
        var mapped = done.Mapped.Count == 0 ? "mapped nothing" : $"mapped {Words.Count(done.Mapped.Count, "type")} ({pairs})";
        var open = done.Unmatched.Count == 0 ? "" : $" {Words.Count(done.Unmatched.Count, "type")} left. {rest}";
        return $"{what} {mapped}{(made > 0 ? $" and made {Words.Count(made, "device type")}" : "")}.{open}";
    }
}
