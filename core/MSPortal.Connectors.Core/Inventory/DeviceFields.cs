using System.Text.Json;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>
/// Writes what a record says to the device it belongs to, all but its observation. Company and type are not the record's to say.
/// </summary>
internal static class DeviceFields
{
    public static void Fill(Device device, StagedDevice record, DateTimeOffset now)
    {
        var facts = FactSheet.Read(record.Facts);
        device.Name = record.Name;
        device.SerialNumber = record.SerialNumber;
        device.Manufacturer = record.Manufacturer;
        device.Model = record.Model;
        device.OsName = Text(facts, DeviceFacts.OsName);
        device.OsVersion = Text(facts, DeviceFacts.OsVersion);
        device.CurrentUser = Text(facts, DeviceFacts.CurrentUser);
        device.FileVaultEnabled = Flag(facts, DeviceFacts.FileVaultEnabled);
        device.FirewallEnabled = Flag(facts, DeviceFacts.FirewallEnabled);
        device.GatekeeperEnabled = Flag(facts, DeviceFacts.GatekeeperEnabled);
        device.SipEnabled = Flag(facts, DeviceFacts.SipEnabled);
        device.MdmEnrolled = Flag(facts, DeviceFacts.MdmEnrolled);
        device.Supervised = Flag(facts, DeviceFacts.Supervised);
        device.Facts = record.Facts;
        device.UpdatedAt = now;
    }

    private static JsonElement? Value(IReadOnlyDictionary<string, StoredFact> facts, FactKey key) =>
        facts.TryGetValue(key.Key, out var fact) && fact.State == ReadingState.Known ? fact.Value : null;

    private static string? Text(IReadOnlyDictionary<string, StoredFact> facts, FactKey<string> key) =>
        StorableText.NotBlank(Value(facts, key)?.GetString());

    private static bool? Flag(IReadOnlyDictionary<string, StoredFact> facts, FactKey<bool> key) => Value(facts, key)?.GetBoolean();
}
