using System.Text.Json;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>What the records of a device say of it, all but its observation: those of one record, or of several brought together.</summary>
internal sealed record DeviceSays(string Name, string? SerialNumber, string? Manufacturer, string? Model, string Facts)
{
    /// <summary>What one record says.</summary>
    public static DeviceSays Of(StagedDevice record) => new(record.Name, record.SerialNumber, record.Manufacturer, record.Model, record.Facts);

    /// <summary>What was written to a device last.</summary>
    public static DeviceSays Of(Device device) => new(device.Name, device.SerialNumber, device.Manufacturer, device.Model, device.Facts);
}

/// <summary>
/// Writes what records say to the device they belong to, all but its observation. Company and type are not the records' to say.
/// </summary>
internal static class DeviceFields
{
    public static void Fill(Device device, DeviceSays says, DateTimeOffset now)
    {
        var facts = FactSheet.Read(says.Facts);
        device.Name = says.Name;
        device.SerialNumber = says.SerialNumber;
        device.Manufacturer = says.Manufacturer;
        device.Model = says.Model;
        device.OsName = Text(facts, DeviceFacts.OsName);
        device.OsVersion = Text(facts, DeviceFacts.OsVersion);
        device.CurrentUser = Text(facts, DeviceFacts.CurrentUser);
        device.FileVaultEnabled = Flag(facts, DeviceFacts.FileVaultEnabled);
        device.FirewallEnabled = Flag(facts, DeviceFacts.FirewallEnabled);
        device.GatekeeperEnabled = Flag(facts, DeviceFacts.GatekeeperEnabled);
        device.SipEnabled = Flag(facts, DeviceFacts.SipEnabled);
        device.MdmEnrolled = Flag(facts, DeviceFacts.MdmEnrolled);
        device.Supervised = Flag(facts, DeviceFacts.Supervised);
        device.Facts = says.Facts;
        device.UpdatedAt = now;
    }

    private static JsonElement? Value(IReadOnlyDictionary<string, StoredFact> facts, FactKey key) =>
        facts.TryGetValue(key.Key, out var fact) && fact.State == ReadingState.Known ? fact.Value : null;

    private static string? Text(IReadOnlyDictionary<string, StoredFact> facts, FactKey<string> key) =>
        StorableText.NotBlank(Value(facts, key)?.GetString());

    private static bool? Flag(IReadOnlyDictionary<string, StoredFact> facts, FactKey<bool> key) => Value(facts, key)?.GetBoolean();
}
