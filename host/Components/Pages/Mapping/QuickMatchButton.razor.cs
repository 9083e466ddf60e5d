using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.QuickMatch;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Opens Quick Match and tells beforehand how many unmapped containers fit companies. That is asked once for a visit: it compares all names.</summary>
public sealed partial class QuickMatchButton(QuickMatchContainers quickMatch, IDialogService dialogs)
{
    private int? _asked;
    private int _fits;

    [Parameter, EditorRequired]
    public required IntegrationView Integration { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>Whether containers can fit anything and nothing was done since.</summary>
    [Parameter]
    public bool CanFit { get; set; }

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public EventCallback<Said> OnSaid { get; set; }

    private IntegrationId Id => new(Integration.Id);

    // How many have no company; when that changes, what was said is out of date.
    private int Open => Integration.Counts.Containers - Integration.Counts.Mapped;

    private int? Fits => CanFit && _fits > 0 && _asked == Open ? _fits : null;

    private string? Hint => Fits is { } fits ? $"{Containers.Count(fits)} without a company {(fits == 1 ? "looks" : "look")} like companies you have." : null;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!CanFit || Integration.State == IntegrationState.Syncing || Open == 0 || _asked is not null)
            return;

        // Away from the page's own thread, which would stand still for as long as it compares.
        _asked = Open;
        var plan = await Task.Run(() => quickMatch.RunAsync(Actor, Id, apply: false, null, Gone), Gone);
        _fits = plan.Value?.Applied.Count ?? 0;
        StateHasChanged();
    }

    private async Task OpenAsync()
    {
        if (await QuickMatchDialog.ShowAsync(dialogs, Id, Containers) is { } matched)
            await OnSaid.InvokeAsync(new Said(matched.Sentence(Containers), matched.BatchId, CanReview: true));
    }
}
