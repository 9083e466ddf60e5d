using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.MapRows;
using MSPortal.Connectors.Host.Components.Pages.Plans;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Shows what a change of mappings does to imported devices, before it is made.</summary>
public sealed class PlanMapping(MakePlan make, DiscardPlan discard, IDialogService dialogs)
{
    /// <returns>Whether the change is dealt with; false when no imported device is concerned, so that nobody needs to be asked.</returns>
    public async Task<bool> ShowAsync(Actor actor, Guid integration, IReadOnlyList<Guid> containers, MapChange change)
    {
        var made = await make.RunAsync(
            actor,
            new PlanRequest(change.Act is MapAct.Map ? PlanKind.Map : PlanKind.Unmap, integration)
            {
                ContainerIds = containers,
                CompanyId = change.Company?.Id,
                Skip = change.Act is MapAct.Skip,
                Inside = change.Act is MapAct.ApplyToChildren,
            },
            CancellationToken.None);

        // Refused, it is refused in its row as well.
        if (!made.IsOk)
            return false;

        if (made.Value.Totals is { Move: 0, Hold: 0 })
        {
            await discard.RunAsync(actor, new PlanId(made.Value.Id), CancellationToken.None);
            return false;
        }

        await PlanDialog.ShowAsync(dialogs, made.Value.Title, null, made.Value);
        return true;
    }
}
