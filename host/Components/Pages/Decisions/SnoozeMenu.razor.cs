using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Pages.Decisions;

/// <summary>Puts something off: until tomorrow, next week, or a date, at the start of the day in UTC.</summary>
public sealed partial class SnoozeMenu(TimeProvider clock)
{
    private string _choice = "";
    private DateOnly? _date;

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset> OnSnooze { get; set; }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private string First => Today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task SnoozeAsync()
    {
        var date = int.TryParse(_choice, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? Today.AddDays(days) : _date;
        if (date is not { } until)
            return;

        _choice = "";
        await OnSnooze.InvokeAsync(new DateTimeOffset(until, TimeOnly.MinValue, TimeSpan.Zero));
    }
}
