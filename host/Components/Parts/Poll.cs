using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Calls back every so often while it is on the page and switched on. Draws nothing.</summary>
public sealed class Poll : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [Parameter, EditorRequired]
    public EventCallback OnTick { get; set; }

    [Parameter]
    public bool IsOn { get; set; } = true;

    [Parameter]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _ = RunAsync(_gone.Token);

    private async Task RunAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Every, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                if (IsOn)
                    await InvokeAsync(OnTick.InvokeAsync);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
