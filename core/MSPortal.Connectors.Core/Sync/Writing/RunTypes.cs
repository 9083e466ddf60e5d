using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>The provider device types of an integration while a page is written.</summary>
internal sealed class RunTypes
{
    private readonly RunProgress _run;
    private readonly ConnectorsDb _db;
    private readonly Dictionary<string, ProviderType> _types;

    private RunTypes(RunProgress run, ConnectorsDb db, Dictionary<string, ProviderType> types) => (_run, _db, _types) = (run, db, types);

    public static async Task<RunTypes> LoadAsync(RunProgress run, ConnectorsDb db, CancellationToken cancellationToken)
    {
        var integration = run.Run.IntegrationId;
        return new RunTypes(run, db, await db.ProviderTypes.Where(t => t.IntegrationId == integration)
            .ToDictionaryAsync(t => t.Key, StringComparer.Ordinal, cancellationToken));
    }

    /// <summary>The type; a new one is added, and a new name taken over.</summary>
    public ProviderType Of(ProviderDeviceType vendorType)
    {
        var name = StorableText.NotBlank(vendorType.Name, ProviderType.MaxNameLength) ?? vendorType.Key;
        if (!_types.TryGetValue(vendorType.Key, out var type))
        {
            type = new ProviderType
            {
                TenantId = _run.Run.TenantId,
                IntegrationId = _run.Run.IntegrationId,
                Key = vendorType.Key,
                Name = name,
                FirstSeenAt = _run.Clock.GetUtcNow(),
            };
            _types.Add(type.Key, type);
            _db.ProviderTypes.Add(type);
        }

        type.Name = name;
        return type;
    }
}
