using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Makes a new key for the tenant's audit log. The older ones stay sealed in the vault, for the entries that were hashed with them.</summary>
public sealed class RenewAuditKey(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageTokens) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeChainTurnAsync(actor.Tenant, cancellationToken);
        var (id, _) = await db.KeysOfAudit().AddAsync(db, actor.Tenant, clock.GetUtcNow(), cancellationToken);
        db.Record(actor, clock, "audit.key_renewed", new AuditSubject("audit_key", id.Value, "Audit key"));
        db.KeysOfAudit().Renewed(actor.Tenant);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.KeysOfAudit().Renewed(actor.Tenant);
        return new Done();
    }
}
