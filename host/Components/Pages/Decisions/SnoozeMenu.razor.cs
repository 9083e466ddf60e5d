using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Pages.Decisions;

/// <summary>Puts something off: until tomorrow, next week, or a date, at the start of the day in UTC.</summary>
public sealed partial class SnoozeMenu(TimeProvider clock)
{
    private bool _asksDate;

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset> OnSnooze { get; set; }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        var choice = change.Value?.ToString();
        _asksDate = choice == "date";
        if (int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
            await OnSnooze.InvokeAsync(new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(days), TimeSpan.Zero));
    }

    private async Task DateAsync(ChangeEventArgs change)
    {
        if (!DateOnly.TryParseExact(change.Value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return;

        _asksDate = false;
        await OnSnooze.InvokeAsync(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
    }
}
