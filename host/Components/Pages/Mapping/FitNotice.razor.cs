using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.QuickMatch;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Tells of unmapped containers that fit companies. Asked once for a visit: it compares all names.</summary>
public sealed partial class FitNotice(QuickMatchContainers quickMatch, IDialogService dialogs)
{
    private int? _asked;
    private int _fits;

    [Parameter, EditorRequired]
    public required IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>How many have no company; when that changes, what was said is out of date.</summary>
    [Parameter, EditorRequired]
    public required int Open { get; set; }

    /// <summary>Whether the containers are all there.</summary>
    [Parameter]
    public bool IsReady { get; set; }

    /// <summary>Whether something was done since.</summary>
    [Parameter]
    public bool IsPast { get; set; }

    [Parameter]
    public EventCallback<Said> OnSaid { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!IsReady || Open == 0 || _asked is not null || !Actor.Role.May(Permission.ManageIntegrations))
            return;

        // Away from the page's own thread, which would stand still for as long as it compares.
        _asked = Open;
        var plan = await Task.Run(() => quickMatch.RunAsync(Actor, IntegrationId, apply: false, null, Gone), Gone);
        _fits = plan.Value?.Applied.Count ?? 0;
        StateHasChanged();
    }

    private async Task ReviewAsync()
    {
        if (await QuickMatchDialog.ShowAsync(dialogs, IntegrationId, Containers) is { } matched)
            await OnSaid.InvokeAsync(new Said(matched.Sentence(Containers), matched.BatchId, CanReview: true));
    }
}
