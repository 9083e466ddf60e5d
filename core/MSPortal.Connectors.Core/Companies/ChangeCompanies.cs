using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Adds a company.</summary>
public sealed class CreateCompany(Databases databases, TimeProvider clock)
{
    public async Task<Result<CompanyView>> RunAsync(Actor actor, string? name, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (CompanyName.Refuses(name) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        var company = CompanyName.NewCompany(actor.Tenant, name!, clock);
        db.Companies.Add(company);
        db.Record(actor, clock, "company.created", new AuditSubject("company", company.Id.Value, company.Name));
        if (!await db.TrySaveAsync(cancellationToken))
            return new CompanyExists(company.Name);

        return new CompanyView(company.Id.Value, company.Name, 0, 0, company.CreatedAt);
    }
}

/// <summary>Renames a company.</summary>
public sealed class RenameCompany(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, CompanyId id, string? name, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (CompanyName.Refuses(name) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var company = await db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (company is null)
            return new Missing("company");

        var before = company.Name;
        company.Name = NameKey.Tidy(name!);
        if (company.Name == before)
            return new Done();

        company.NameKey = NameKey.Of(name!);
        db.Record(actor, clock, "company.renamed", new AuditSubject("company", id.Value, company.Name), new { Name = before }, new { company.Name });
        if (!await db.TrySaveAsync(cancellationToken))
            return new CompanyExists(company.Name);

        await db.OutdateNamesAsync(d => d.CompanyId == id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Deletes a company that nothing holds on to.</summary>
public sealed class DeleteCompany(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, CompanyId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var company = await db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (company is null)
            return new Missing("company");

        var containers = await db.Containers.CountAsync(c => c.CompanyId == id, cancellationToken);
        var devices = await db.Devices.CountAsync(d => d.CompanyId == id, cancellationToken);
        if (containers + devices > 0)
            return new CompanyInUse(company.Name, containers, devices);

        await MappingQuestion.RenameCompanyAsync(db, id, null, cancellationToken);
        db.Companies.Remove(company);
        db.Record(actor, clock, "company.deleted", new AuditSubject("company", id.Value, company.Name), new { company.Name });

        // A mapping made in this very moment holds the row by its foreign key.
        if (!await db.TrySaveAsync(cancellationToken))
            return new CompanyInUse(company.Name, 1, 0);

        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>The tenant has a company of this name.</summary>
public sealed record CompanyExists(string Name) : Refusal(
    RefusalKind.Conflict,
    "company_exists",
    $"There is already a company named \"{Name}\".",
    "Use the existing company, or choose another name.");

/// <summary>Something holds on to the company.</summary>
public sealed record CompanyInUse(string Name, int Containers, int Devices) : Refusal(
    RefusalKind.Conflict,
    "company_in_use",
    $"\"{Name}\" can't be deleted: {Containers} mapped containers and {Devices} devices belong to it.",
    "Merge it into another company, or map the containers to another one and import their devices again.");
