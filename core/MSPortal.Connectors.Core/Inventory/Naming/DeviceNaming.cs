using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;
using Scriban.Syntax;

namespace MSPortal.Connectors.Core.Inventory.Naming;

/// <summary>Calls devices as the tenant wants them called, as long as a piece of work lasts.</summary>
internal sealed class DeviceNaming
{
    /// <summary>Devices are called as their vendors call them.</summary>
    public static readonly DeviceNaming OfVendors = new(0, null, [], []);

    private readonly NameTemplate? _template;
    private readonly Dictionary<CompanyId, string> _companies;
    private readonly Dictionary<DeviceTypeId, string> _types;

    private DeviceNaming(int version, NameTemplate? template, Dictionary<CompanyId, string> companies, Dictionary<DeviceTypeId, string> types) =>
        (Version, _template, _companies, _types) = (version, template, companies, types);

    /// <summary>Which of the tenant's templates it is; 0 for none.</summary>
    public int Version { get; }

    /// <summary>As the tenant of the database said.</summary>
    public static async Task<DeviceNaming> OpenAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var rule = await db.DisplayNameRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return rule?.Template is { } text && NameTemplate.TryParse(text, out var template, out _) ? await OpenAsync(db, template, cancellationToken, rule.Version)
            : rule is null ? OfVendors
            : new DeviceNaming(rule.Version, null, [], []);
    }

    /// <summary>By a template that is perhaps nobody's yet.</summary>
    public static async Task<DeviceNaming> OpenAsync(ConnectorsDb db, NameTemplate template, CancellationToken cancellationToken, int version = 0) => new(
        version,
        template,
        template.UsesPlace ? await db.Companies.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken) : [],
        template.UsesPlace ? await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken) : []);

    /// <summary>What the device is called. Where the template fails, or nothing comes out, that is its vendor's name.</summary>
    public string NameOf(Device device, IReadOnlyDictionary<string, StoredFact> facts)
    {
        if (_template is null)
            return device.SourceName;

        try
        {
            return _template.Render(ValuesOf(device, facts)) ?? device.SourceName;
        }
        catch (ScriptRuntimeException)
        {
            // What the preview could not know: a device without a name is worse than one with its vendor's.
            return device.SourceName;
        }
    }

    /// <summary>What the template makes of the device, or why it makes nothing.</summary>
    public (string? Name, string? Problem) Try(Device device)
    {
        try
        {
            var name = _template?.Render(ValuesOf(device, FactSheet.Read(device.Facts)));
            return (name, name is null ? "Nothing comes out, so it keeps its vendor's name." : null);
        }
        catch (ScriptRuntimeException e)
        {
            return (null, e.OriginalMessage);
        }
    }

    private Dictionary<string, string?> ValuesOf(Device device, IReadOnlyDictionary<string, StoredFact> facts) => new()
    {
        ["name"] = device.SourceName,
        ["host_name"] = DeviceFields.Text(facts, DeviceFacts.HostName),
        ["serial_number"] = device.SerialNumber,
        ["manufacturer"] = device.Manufacturer,
        ["model"] = device.Model,
        ["current_user"] = device.CurrentUser,
        ["user_email"] = DeviceFields.Text(facts, DeviceFacts.UserEmail),
        ["os_name"] = device.OsName,
        ["os_version"] = device.OsVersion,
        ["company"] = _companies.GetValueOrDefault(device.CompanyId),
        ["device_type"] = _types.GetValueOrDefault(device.DeviceTypeId),
    };
}
