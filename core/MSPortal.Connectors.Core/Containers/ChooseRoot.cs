using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>Says where the clients are in the tree: at the top, or directly inside one container.</summary>
public sealed class ChooseRoot(Databases databases, StartSync startSync, TimeProvider clock)
{
    /// <param name="root">The container around the clients; null when they are at the top.</param>
    public async Task<Result<MappingChanged>> RunAsync(Actor actor, IntegrationId integration, ContainerId? root, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var editor = await MappingEditor.OpenAsync(db, actor, integration, clock, cancellationToken);
        if (editor is null)
            return new Missing("integration");

        string? NameOf(ContainerId? id) => editor.Containers.Find(c => c.Id == id)?.Name;
        if (root is not null && NameOf(root) is null)
            return new Missing("container");

        if (editor.Integration.RootContainerId == root)
            return new MappingChanged(null, 0, 0, 0, 0);

        var before = NameOf(editor.Integration.RootContainerId);
        editor.Integration.RootContainerId = root;
        db.Record(actor, clock, "integration.root_changed", new AuditSubject("integration", integration.Value, editor.Integration.Name), new { Root = before }, new { Root = NameOf(root) });
        var changed = await editor.SettleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (editor.NeedsDevices)
            await startSync.RunAsync(actor, integration, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return changed;
    }
}
