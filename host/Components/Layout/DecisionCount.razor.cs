using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>How many decisions wait. Counted after the page is there, and again from page to page, at most twice a minute.</summary>
public sealed partial class DecisionCount(ListDecisions list, NavigationManager navigation, TimeProvider clock, ILogger<DecisionCount> log)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private int _count;
    private DateTimeOffset _countedAt;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        navigation.LocationChanged += OnMoved;
        await CountAsync();
    }

    protected override void Dispose(bool disposing)
    {
        navigation.LocationChanged -= OnMoved;
        base.Dispose(disposing);
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(CountAsync);

    private async Task CountAsync()
    {
        if (clock.GetUtcNow() - _countedAt < GoodFor)
            return;

        _countedAt = clock.GetUtcNow();
        try
        {
            _count = (await list.RunAsync(Actor, DecisionFilter.Open, null, new PageRequest(1, 1), Gone)).Open;
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
