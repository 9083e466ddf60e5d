using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Names of the companies and device types that an answer speaks of.</summary>
internal sealed class WhyNames
{
    private readonly Dictionary<CompanyId, string> _companies;
    private readonly Dictionary<DeviceTypeId, string> _types;

    private WhyNames(Dictionary<CompanyId, string> companies, Dictionary<DeviceTypeId, string> types) => (_companies, _types) = (companies, types);

    public static async Task<WhyNames> LoadAsync(ConnectorsDb db, CompanyId[] companies, CancellationToken cancellationToken) => new(
        await db.Companies.AsNoTracking().Where(c => companies.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken),
        await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken));

    public string Company(CompanyId id) => _companies.GetValueOrDefault(id, "a company that is gone");

    public string DeviceType(DeviceTypeId id) => _types.GetValueOrDefault(id, "a device type that is gone");

    public CompanyRef? Ref(CompanyId? id) => id is { } known && _companies.TryGetValue(known, out var name) ? new CompanyRef(known.Value, name) : null;
}
