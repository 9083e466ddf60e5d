using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>An alias for people and programs.</summary>
public sealed record CompanyAliasView(Guid Id, string Name, string By, DateTimeOffset At);

/// <summary>Lists what else a company is called.</summary>
public sealed class ListAliases(Databases databases)
{
    public async Task<Result<IReadOnlyList<CompanyAliasView>>> RunAsync(Actor actor, CompanyId company, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var own = await db.Companies.Where(c => c.Id == company).Select(c => c.NameKey).SingleOrDefaultAsync(cancellationToken);
        if (own is null)
            return new Missing("company");

        // One that was merged in may have learnt the name of the one that stays; it needs it back when they are parted.
        var aliases = await db.CompanyAliases.AsNoTracking().Where(a => a.CompanyId == company)
            .OrderBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new CompanyAliasView(a.Id.Value, a.Name, a.By, a.At))
            .ToListAsync(cancellationToken);
        return aliases.FindAll(a => NameKey.Of(a.Name) != own);
    }
}

/// <summary>Takes an alias away from a company. The mapping that taught it stays.</summary>
public sealed class ForgetAlias(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, CompanyId company, CompanyAliasId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var alias = await db.CompanyAliases.SingleOrDefaultAsync(a => a.Id == id && a.CompanyId == company, cancellationToken);
        if (alias is null)
            return new Missing("alias");

        db.CompanyAliases.Remove(alias);
        db.Record(actor, clock, "company.alias_forgotten", new AuditSubject("company", company.Value, alias.Name), new { alias.Name });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}
