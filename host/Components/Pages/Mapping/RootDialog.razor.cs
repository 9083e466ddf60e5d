using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Asks where in the tree the clients are.</summary>
public sealed partial class RootDialog(ListContainers list, ChooseRoot choose)
{
    private ContainerView? _root;
    private Refusal? _refusal;
    private bool _isInside;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>What they are inside of now; null when they are at the top.</summary>
    [Parameter]
    public ContainerView? Root { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private Guid? Wanted => _isInside ? _root?.Id : null;

    protected override void OnInitialized() => (_root, _isInside) = (Root, Root is not null);

    private async Task<IEnumerable<ContainerView>> SearchAsync(string? text, CancellationToken cancellationToken)
    {
        var search = text == _root?.Path ? null : text;
        var found = await list.RunAsync(Actor, IntegrationId, ContainerFilter.All, new PageRequest(1, PageRequest.MaxPageSize, search, "path"), cancellationToken);
        return found.Value?.Page.Items.Where(c => c.Children > 0) ?? [];
    }

    private async Task SaveAsync()
    {
        _isBusy = true;
        var changed = await choose.RunAsync(Actor, IntegrationId, Wanted is { } root ? new ContainerId(root) : null, CancellationToken.None);
        (_isBusy, _refusal) = (false, changed.Refusal);
        if (!changed.IsOk)
            return;

        var where = _isInside ? $"inside {_root!.Name}" : "at the top level";
        var followed = changed.Value.Inherited > 0
            ? $" {Containers.Count(changed.Value.Inherited)} changed company with that; {Words.Count(changed.Value.StagedRemoved, "device")} left staging, {Words.Count(changed.Value.ImportedKept, "imported device")} stay in the inventory."
            : " No mapping changed with that.";
        Dialog.Close(new Said($"The clients are {where} now.{followed}"));
    }
}
