using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>The tenant's own fields of a device; each is saved when it is left.</summary>
public sealed partial class OwnFieldsCard(SetOwnValue set)
{
    private Refusal? _refusal;
    private Guid? _saved;
    private readonly Dictionary<Guid, string?> _days = [];

    [Parameter, EditorRequired]
    public required Guid Device { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OwnValueView> Fields { get; set; }

    /// <summary>A value was changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static string? TextOf(OwnValueView field) => field.Value is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static string InputType(OwnFieldKind kind) => kind switch
    {
        OwnFieldKind.Number => "number",
        _ => "text",
    };

    // A value that is no choice any more can still be seen and kept.
    private static IEnumerable<(string Value, string Text)>? OptionsOf(OwnValueView field) => field.Kind switch
    {
        OwnFieldKind.YesNo => [("true", "Yes"), ("false", "No")],
        OwnFieldKind.Choice => field.Choices.Union(TextOf(field) is { } now ? [now] : []).Select(c => (c, c)),
        _ => null,
    };

    private Task SetDayAsync(OwnValueView field) => _days.Remove(field.FieldId, out var day) && day != TextOf(field) ? SetAsync(field, day) : Task.CompletedTask;

    private async Task SetAsync(OwnValueView field, string? text)
    {
        JsonElement? value = string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.SerializeToElement(text);
        _refusal = (await set.RunAsync(Actor, new DeviceId(Device), new OwnFieldId(field.FieldId), value, CancellationToken.None)).Refusal;
        _saved = _refusal is null ? field.FieldId : null;
        if (_refusal is null)
            await OnChanged.InvokeAsync();
    }
}
