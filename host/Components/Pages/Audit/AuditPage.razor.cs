using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Audit;

/// <summary>The tenant's audit log.</summary>
public sealed partial class AuditPage(ListAudit list)
{
    private Page<AuditView>? _page;
    private Refusal? _refusal;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(Actor, Request, cancellationToken);
        (_page, _refusal) = (result.Value, result.Refusal);
    }
}
