using System.Text.Json;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>What the records of a device say of it, all but its observation: those of one record, or of several brought together.</summary>
internal sealed record DeviceSays(string Name, string Facts)
{
    /// <summary>What one record says.</summary>
    public static DeviceSays Of(StagedDevice record) => new(record.Name, record.Facts);

    /// <summary>What was written to a device last.</summary>
    public static DeviceSays Of(Device device) => new(device.SourceName, device.Facts);
}

/// <summary>
/// Writes what records say to the device they belong to, all but its observation. Company and type are not the records' to say,
/// and a value that a person locked stays.
/// </summary>
internal static class DeviceFields
{
    public static void Fill(Device device, DeviceSays says, DeviceNaming naming, DateTimeOffset now)
    {
        device.SourceName = says.Name;
        device.Facts = says.Facts;
        Show(device, naming);
        device.UpdatedAt = now;
    }

    /// <summary>Makes what lists and reports show from the device's facts, its locks, and how the tenant calls its devices.</summary>
    public static void Show(Device device, DeviceNaming naming)
    {
        var facts = FactSheet.Read(device.Facts);
        var locks = DeviceLocks.Read(device.Locks);
        device.SerialNumber = locks.ValueOf(DeviceFacts.SerialNumber) ?? Text(facts, DeviceFacts.SerialNumber);
        device.Manufacturer = locks.ValueOf(DeviceFacts.Manufacturer) ?? Text(facts, DeviceFacts.Manufacturer);
        device.Model = locks.ValueOf(DeviceFacts.Model) ?? Text(facts, DeviceFacts.Model);
        device.OsName = Text(facts, DeviceFacts.OsName);
        device.OsVersion = Text(facts, DeviceFacts.OsVersion);
        device.CurrentUser = locks.ValueOf(DeviceFacts.CurrentUser) ?? Text(facts, DeviceFacts.CurrentUser);
        device.FileVaultEnabled = Flag(facts, DeviceFacts.FileVaultEnabled);
        device.FirewallEnabled = Flag(facts, DeviceFacts.FirewallEnabled);
        device.GatekeeperEnabled = Flag(facts, DeviceFacts.GatekeeperEnabled);
        device.SipEnabled = Flag(facts, DeviceFacts.SipEnabled);
        device.MdmEnrolled = Flag(facts, DeviceFacts.MdmEnrolled);
        device.Supervised = Flag(facts, DeviceFacts.Supervised);
        device.NamedVersion = naming.Version;
        device.Name = locks.ValueOf(DeviceFacts.Name) ?? naming.NameOf(device, facts);
    }

    /// <summary>A text of the sheet; null unless it is known.</summary>
    public static string? Text(IReadOnlyDictionary<string, StoredFact> facts, FactKey<string> key) =>
        StorableText.NotBlank(Value(facts, key)?.GetString());

    private static JsonElement? Value(IReadOnlyDictionary<string, StoredFact> facts, FactKey key) =>
        facts.TryGetValue(key.Key, out var fact) && fact.State == ReadingState.Known ? fact.Value : null;

    private static bool? Flag(IReadOnlyDictionary<string, StoredFact> facts, FactKey<bool> key) => Value(facts, key)?.GetBoolean();
}
