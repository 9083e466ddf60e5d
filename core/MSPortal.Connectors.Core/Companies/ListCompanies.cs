using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Lists companies by name.</summary>
public sealed class ListCompanies(Databases databases)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["name"];

    public async Task<Page<CompanyView>> RunAsync(Actor actor, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var companies = db.Companies.AsNoTracking();
        if (request.SearchPattern is { } like)
            companies = companies.Where(c => EF.Functions.Like(c.SearchText!, like, @"\"));

        var sorted = request.Sort == "-name" ? companies.OrderByDescending(c => c.NameKey) : companies.OrderBy(c => c.NameKey);
        return await sorted.ThenBy(c => c.Id)
            .Select(c => new CompanyView(
                c.Id.Value,
                c.Name,
                db.Containers.Count(x => x.TenantId == c.TenantId && x.CompanyId == c.Id),
                db.Devices.Count(x => x.TenantId == c.TenantId && x.CompanyId == c.Id),
                c.CreatedAt))
            .ToPageAsync(request, cancellationToken);
    }
}

/// <summary>Gets one company.</summary>
public sealed class GetCompany(Databases databases)
{
    public async Task<Result<CompanyView>> RunAsync(Actor actor, CompanyId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var company = await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (company is null)
            return new Missing("company");

        return new CompanyView(
            company.Id.Value,
            company.Name,
            await db.Containers.CountAsync(x => x.CompanyId == id, cancellationToken),
            await db.Devices.CountAsync(x => x.CompanyId == id, cancellationToken),
            company.CreatedAt);
    }
}
