using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>The provider device types of an integration while a page is written.</summary>
/// <param name="types">By key; new ones are added.</param>
internal sealed class RunTypes(RunProgress run, ConnectorsDb db, Dictionary<string, ProviderType> types)
{
    /// <summary>The type; a new one is added, and a new name taken over.</summary>
    public ProviderType Of(ProviderDeviceType vendorType)
    {
        var name = StorableText.NotBlank(vendorType.Name, ProviderType.MaxNameLength) ?? vendorType.Key;
        if (!types.TryGetValue(vendorType.Key, out var type))
        {
            type = new ProviderType
            {
                TenantId = run.Run.TenantId,
                IntegrationId = run.Run.IntegrationId,
                Key = vendorType.Key,
                Name = name,
                FirstSeenAt = run.Clock.GetUtcNow(),
            };
            types.Add(type.Key, type);
            db.ProviderTypes.Add(type);
        }
        else if (type.Name != name)
        {
            // One that this very page brought is on its way to the database already.
            if (db.Entry(type).State == EntityState.Detached)
                db.ProviderTypes.Attach(type);
            type.Name = name;
        }

        return type;
    }
}
