using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>How devices stand with one check. Unknown is neither pass nor fail.</summary>
public sealed record CheckCounts(int Pass, int Fail, int Unknown)
{
    /// <summary>All devices.</summary>
    public int Total => Pass + Fail + Unknown;
}

/// <summary>One check.</summary>
public sealed record ComplianceCheck(string Key, string Label, CheckCounts Counts);

/// <summary>The checks of one company's devices, or of all.</summary>
/// <param name="Company">Null for all companies together.</param>
public sealed record ComplianceRow(CompanyRef? Company, int Devices, IReadOnlyList<ComplianceCheck> Checks);

/// <summary>Which devices have their protections on.</summary>
public sealed record Compliance(ComplianceRow Overall, IReadOnlyList<ComplianceRow> Companies);

/// <summary>Counts the protections of the inventory, in total and for each company.</summary>
public sealed class ComplianceReport(Databases databases)
{
    public async Task<Compliance> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var companies = await db.Companies.AsNoTracking()
            .Where(c => db.Devices.Any(d => d.CompanyId == c.Id))
            .OrderBy(c => c.NameKey)
            .Select(c => new { c.Id, c.Name })
            .ToListAsync(cancellationToken);
        var counts = await db.Devices.AsNoTracking()
            .GroupBy(d => new { d.CompanyId, d.FileVaultEnabled, d.FirewallEnabled, d.GatekeeperEnabled, d.SipEnabled, d.MdmEnrolled, d.Supervised })
            .Select(g => new Combination(
                g.Key.CompanyId, g.Key.FileVaultEnabled, g.Key.FirewallEnabled, g.Key.GatekeeperEnabled, g.Key.SipEnabled, g.Key.MdmEnrolled, g.Key.Supervised, g.Count()))
            .ToListAsync(cancellationToken);

        var byCompany = counts.ToLookup(c => c.CompanyId);
        return new Compliance(
            Row(null, counts),
            [.. companies.Select(c => Row(new CompanyRef(c.Id.Value, c.Name), byCompany[c.Id]))]);
    }

    private static ComplianceRow Row(CompanyRef? company, IEnumerable<Combination> combinations)
    {
        Combination[] all = [.. combinations];
        return new ComplianceRow(company, all.Sum(c => c.Devices),
        [
            Check(Sdk.Facts.DeviceFacts.FileVaultEnabled, c => c.FileVault),
            Check(Sdk.Facts.DeviceFacts.FirewallEnabled, c => c.Firewall),
            Check(Sdk.Facts.DeviceFacts.GatekeeperEnabled, c => c.Gatekeeper),
            Check(Sdk.Facts.DeviceFacts.SipEnabled, c => c.Sip),
            Check(Sdk.Facts.DeviceFacts.MdmEnrolled, c => c.Mdm),
            Check(Sdk.Facts.DeviceFacts.Supervised, c => c.Supervised),
        ]);

        ComplianceCheck Check(Sdk.Facts.FactKey<bool> key, Func<Combination, bool?> state) => new(key.Key, key.Label, new CheckCounts(
            all.Where(c => state(c) == true).Sum(c => c.Devices),
            all.Where(c => state(c) == false).Sum(c => c.Devices),
            all.Where(c => state(c) is null).Sum(c => c.Devices)));
    }

    private sealed record Combination(
        CompanyId CompanyId, bool? FileVault, bool? Firewall, bool? Gatekeeper, bool? Sip, bool? Mdm, bool? Supervised, int Devices);
}
