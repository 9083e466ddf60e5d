using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>What changed on a device, when, and from which sync or person.</summary>
public sealed partial class HistoryList(ListDeviceHistory list)
{
    private static readonly (string, string)[] Things =
    [
        .. new[] { ChangedThings.Imported, ChangedThings.Company, ChangedThings.Linked, ChangedThings.Split }.Concat(ChangedThings.Facts.Select(f => f.Key)).Select(key => (key, ChangedThings.LabelOf(key))),
    ];

    private Page<DeviceChangeView>? _page;
    private Refusal? _refusal;

    [Parameter, EditorRequired]
    public required Guid Device { get; set; }

    [SupplyParameterFromQuery(Name = "key")]
    public string? Key { get; set; }

    public override bool IsFiltered => base.IsFiltered || Key is not null;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(Actor, new DeviceId(Device), Key, Request, cancellationToken);
        (_page, _refusal) = (result.Value, result.Refusal);
    }
}
