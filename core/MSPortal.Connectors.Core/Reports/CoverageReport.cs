using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>What the vendor has against what is imported, and what makes the difference.</summary>
/// <param name="Source">Devices that the vendor had at the last sync that counted them.</param>
/// <param name="Imported">Those of them that are in the inventory.</param>
/// <param name="New">Staged, can be imported.</param>
/// <param name="Held">Staged, and wait because their container's company is in doubt, or which device they are.</param>
/// <param name="Unmapped">In containers without a company; of them only the number is kept.</param>
/// <param name="NoContainer">In no container, or in one that is not known; of them only the number is kept.</param>
/// <param name="Other">The rest of the difference: records that could not be used, and what changed since that sync. Negative when more is here than was there.</param>
/// <param name="NotSeen">Imported devices that the vendor no longer reports. They are not part of the difference.</param>
public sealed record CoverageCounts(
    int Source, int Imported, int New, int Failed, int Held, int TypeUnmapped, int TypeIgnored, int Unmapped, int NoContainer, int Other, int NotSeen)
{
    /// <summary>Devices of the vendor that are not imported.</summary>
    public int Difference => Source - Imported;

    /// <summary>Those of the difference that are kept, and so can be listed.</summary>
    internal int Waiting => New + Failed + Held + TypeUnmapped + TypeIgnored;

    /// <summary>As many devices as the list behind a figure has: fewer than the figure where some are only counted.</summary>
    public int Listed(CoverageFigure figure) => figure switch
    {
        CoverageFigure.Source => Imported + Waiting,
        CoverageFigure.Imported => Imported,
        CoverageFigure.Difference => Waiting,
        CoverageFigure.New => New,
        CoverageFigure.Failed => Failed,
        CoverageFigure.Held => Held,
        CoverageFigure.TypeUnmapped => TypeUnmapped,
        CoverageFigure.TypeIgnored => TypeIgnored,
        _ => NotSeen,
    };

    internal static CoverageCounts Sum(IReadOnlyCollection<CoverageCounts> all) => new(
        all.Sum(c => c.Source), all.Sum(c => c.Imported), all.Sum(c => c.New), all.Sum(c => c.Failed), all.Sum(c => c.Held), all.Sum(c => c.TypeUnmapped),
        all.Sum(c => c.TypeIgnored), all.Sum(c => c.Unmapped), all.Sum(c => c.NoContainer), all.Sum(c => c.Other), all.Sum(c => c.NotSeen));
}

/// <summary>The counts of one company's containers.</summary>
/// <param name="Company">Null for containers without a company, and devices without a container.</param>
public sealed record CoverageRow(CompanyRef? Company, CoverageCounts Counts);

/// <summary>The counts of one integration.</summary>
/// <param name="RunId">The sync that counted the vendor's devices; null before there was one, or when it is not kept.</param>
public sealed record IntegrationCoverage(Guid IntegrationId, string Name, Guid? RunId, DateTimeOffset? CountedAt, CoverageCounts Total, IReadOnlyList<CoverageRow> Companies)
{
    public required string ConnectorId { get; init; }
}

/// <summary>Which devices of the vendors are imported.</summary>
public sealed record Coverage(CoverageCounts Overall, IReadOnlyList<IntegrationCoverage> Integrations);

/// <summary>Compares what the vendors have with what is imported, for each integration and company.</summary>
public sealed class CoverageReport(Databases databases)
{
    public async Task<Coverage> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var integrations = await db.Integrations.AsNoTracking().OrderBy(i => i.Name).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        List<IntegrationCoverage> coverages = [];
        foreach (var integration in integrations)
            coverages.Add(await OfAsync(db, integration, cancellationToken));
        return new Coverage(CoverageCounts.Sum([.. coverages.Select(c => c.Total)]), coverages);
    }

    private static async Task<IntegrationCoverage> OfAsync(ConnectorsDb db, Integration integration, CancellationToken cancellationToken)
    {
        var vendor = await VendorCount.LastAsync(db, integration.Id, cancellationToken);
        var source = await db.Containers.AsNoTracking()
            .Where(c => c.IntegrationId == integration.Id)
            .GroupBy(c => c.CompanyId)
            .Select(g => new { Company = g.Key, Devices = g.Sum(c => c.DeviceCount ?? 0) })
            .ToListAsync(cancellationToken);
        var staged = await StagedJoin.In(db, integration.Id)
            .GroupBy(s => new { Company = s.Container == null ? null : s.Container.CompanyId, HasContainer = s.Container != null, s.Status, IsImported = s.Link != null && s.Link.SupersededAt == null, IsGone = s.Record.NotSeenSince != null })
            .Select(g => new Count(g.Key.Company, g.Key.HasContainer, g.Key.Status, g.Key.IsImported, g.Key.IsGone, g.Count()))
            .ToListAsync(cancellationToken);

        CompanyId[] companies = [.. source.Select(s => s.Company).Concat(staged.Select(s => s.Company)).OfType<CompanyId>().Distinct()];
        var names = await db.Companies.AsNoTracking().Where(c => companies.Contains(c.Id)).OrderBy(c => c.NameKey).Select(c => new CompanyRef(c.Id.Value, c.Name)).ToListAsync(cancellationToken);
        var inContainers = source.Sum(s => s.Devices);
        List<CoverageRow> rows = names.ConvertAll(company =>
        {
            CompanyId? id = new CompanyId(company.Id);
            return new CoverageRow(company, Counts([.. staged.Where(s => s.Company == id)], source.Where(s => s.Company == id).Sum(s => s.Devices), 0, isMapped: true));
        });
        var inNone = vendor.InNone(inContainers, staged.Where(s => s is { HasContainer: false, IsImported: true, IsGone: false }).Sum(s => s.Devices));
        var rest = Counts([.. staged.Where(s => s.Company is null)], source.Where(s => s.Company is null).Sum(s => s.Devices), vendor.Elsewhere(inContainers), isMapped: false, inNone);
        if (rest != new CoverageCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
            rows.Add(new CoverageRow(null, rest));
        return new IntegrationCoverage(integration.Id.Value, integration.Name, vendor.Run?.Value, vendor.At, CoverageCounts.Sum([.. rows.Select(r => r.Counts)]), rows)
        {
            ConnectorId = integration.ConnectorId,
        };
    }

    /// <param name="inContainers">What the vendor has in the containers that are counted.</param>
    /// <param name="elsewhere">What it has in no container.</param>
    /// <param name="noContainer">How many of those are only counted.</param>
    private static CoverageCounts Counts(Count[] staged, int inContainers, int elsewhere, bool isMapped, int noContainer = 0)
    {
        int Of(Func<Count, bool> which) => staged.Where(which).Sum(s => s.Devices);
        int Waiting(StagedStatus status) => Of(s => !s.IsImported && s.Status == status);
        var imported = Of(s => s.IsImported && !s.IsGone);
        var unmapped = isMapped ? 0 : Math.Max(0, inContainers - Of(s => s.HasContainer && s.IsImported && !s.IsGone));
        int[] waiting = [Waiting(StagedStatus.New), Waiting(StagedStatus.Failed), Waiting(StagedStatus.Held), Waiting(StagedStatus.TypeUnmapped), Waiting(StagedStatus.Ignored)];
        var source = inContainers + elsewhere;
        return new CoverageCounts(
            source,
            imported,
            waiting[0],
            waiting[1],
            waiting[2],
            waiting[3],
            waiting[4],
            unmapped,
            noContainer,
            source - imported - waiting.Sum() - unmapped - noContainer,
            Of(s => s.IsImported && s.IsGone));
    }

    private sealed record Count(CompanyId? Company, bool HasContainer, StagedStatus Status, bool IsImported, bool IsGone, int Devices);
}
