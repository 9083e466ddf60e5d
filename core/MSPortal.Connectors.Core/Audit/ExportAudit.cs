using Microsoft.EntityFrameworkCore;
using System.Runtime.CompilerServices;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>Audit entries, oldest first, read while they are written out. To be read once.</summary>
public sealed record AuditExport(IAsyncEnumerable<AuditView> Entries);

/// <summary>Reads all audit entries that a filter leaves, sealed before.</summary>
public sealed class ExportAudit(Databases databases, SealAudit seal)
{
    public async Task<Result<AuditExport>> RunAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReadAudit) is { } refusal)
            return refusal;

        await seal.RunAsync(actor.Tenant, true, cancellationToken);
        return new AuditExport(ReadAsync(actor.Tenant, filter, cancellationToken));
    }

    private async IAsyncEnumerable<AuditView> ReadAsync(TenantId tenant, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        var entries = filter.Of(db.AuditEntries.AsNoTracking()).OrderBy(e => e.At).ThenBy(e => e.Id).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
            yield return AuditView.From(entry);
    }
}
