using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>What a held run would have marked as not seen, and a person's answer to it.</summary>
public sealed partial class HeldCard(AnswerHeldSync answer)
{
    private Refusal? _refusal;
    private int? _limit;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public SyncRunView Run { get; set; } = default!;

    [Parameter, EditorRequired]
    public HeldMissing Held { get; set; } = default!;

    /// <summary>The run was answered.</summary>
    [Parameter]
    public EventCallback OnAnswered { get; set; }

    private async Task AnswerAsync(HeldAnswer given)
    {
        _isBusy = true;
        var answered = await answer.RunAsync(Actor, new IntegrationId(Run.IntegrationId), new SyncRunId(Run.Id), given, _limit, CancellationToken.None);
        (_refusal, _isBusy) = (answered.Refusal, false);
        if (answered.IsOk)
            await OnAnswered.InvokeAsync();
    }
}
