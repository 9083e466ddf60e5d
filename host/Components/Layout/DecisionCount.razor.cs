using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MSPortal.Connectors.Host.Decisions;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>How many decisions wait. Looked up after the page is there, again from page to page, and told when somebody answers one.</summary>
public sealed partial class DecisionCount(OpenDecisions decisions, NavigationManager navigation, ILogger<DecisionCount> log)
{
    private IDisposable? _watch;
    private int _count;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _watch = decisions.Watch(Actor.Tenant, () => _ = InvokeAsync(LookAsync));
        navigation.LocationChanged += OnMoved;
        await LookAsync();
    }

    protected override void Dispose(bool disposing)
    {
        navigation.LocationChanged -= OnMoved;
        _watch?.Dispose();
        base.Dispose(disposing);
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(LookAsync);

    private async Task LookAsync()
    {
        try
        {
            var count = await decisions.LookAsync(Actor, Gone);
            if (count == _count)
                return;

            _count = count;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The person has left.
        }
        catch (Exception e)
        {
            // A number in the margin must not end what the person is at; the page itself says when something is wrong.
            log.LogWarning(e, "What waits for a person could not be counted.");
        }
    }
}
