using System.Text.Json;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.History;

/// <summary>Who or what changes devices, and when.</summary>
internal sealed record ChangeOrigin(string By, DateTimeOffset At, Guid? IntegrationId = null, Guid? RunId = null)
{
    /// <summary>A sync.</summary>
    public static ChangeOrigin Of(SyncRun run, DateTimeOffset at, string by = "Sync") => new(by, at, run.IntegrationId.Value, run.Id.Value);
}

/// <summary>Writes what changes on devices, together with the change.</summary>
internal static class DeviceHistory
{
    // The name as it is shown falls back on the serial number, so it is not the fact's; neither is the serial number as it is kept.
    private static readonly FactKey[] FromSheet = [.. ChangedThings.Facts.Skip(2)];

    /// <summary>Fills the device with what its records say, and writes down what that changed of what the history tells.</summary>
    public static void Fill(ConnectorsDb db, Device device, DeviceSays says, DeviceNaming naming, ChangeOrigin origin)
    {
        var (name, serial, sheet) = (device.Name, device.SerialNumber, device.Facts);
        DeviceFields.Fill(device, says, naming, origin.At);
        Tell(db, device, name, serial, sheet, origin);
    }

    /// <summary>Writes down what of the history's facts is different now.</summary>
    public static void Tell(ConnectorsDb db, Device device, string name, string? serial, string sheet, ChangeOrigin origin)
    {
        Compare(db, device, DeviceFacts.Name.Key, Text(name), Text(device.Name), origin);
        Compare(db, device, DeviceFacts.SerialNumber.Key, Text(serial), Text(device.SerialNumber), origin);
        if (sheet == device.Facts)
            return;

        var (before, after) = (FactSheet.Read(sheet), FactSheet.Read(device.Facts));
        foreach (var fact in FromSheet)
            Compare(db, device, fact.Key, Value(before, fact), Value(after, fact), origin);
    }

    /// <summary>Writes down that the device came into the inventory.</summary>
    public static void Imported(ConnectorsDb db, Device device, string company, ChangeOrigin origin) =>
        Add(db, device.Id, ChangedThings.Imported, null, Text(company), origin);

    /// <summary>Writes down that a person gave a field a value, or took it away again.</summary>
    public static void Edited(ConnectorsDb db, Device device, FactKey field, string? before, string? after, ChangeOrigin origin) =>
        Compare(db, device, field.Key, Text(before), Text(after), origin);

    /// <summary>Writes down that the device belongs to another company.</summary>
    public static void Moved(ConnectorsDb db, DeviceId device, string before, string after, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.Company, Text(before), Text(after), origin);

    /// <summary>Writes down that the devices belong to another company.</summary>
    public static void Moved(ConnectorsDb db, IEnumerable<Guid> devices, string before, string after, ChangeOrigin origin)
    {
        foreach (var device in devices)
            Moved(db, new DeviceId(device), before, after, origin);
    }

    /// <summary>Writes down that a record was linked to the device.</summary>
    /// <param name="record">The record in words.</param>
    public static void Linked(ConnectorsDb db, DeviceId device, string record, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.Linked, null, Text(record), origin);

    /// <summary>Writes down that a record went away with its integration.</summary>
    public static void Unlinked(ConnectorsDb db, DeviceId device, string record, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.Linked, Text(record), null, origin);

    /// <summary>Writes down that a record no longer feeds the device, because another one took its place.</summary>
    public static void Superseded(ConnectorsDb db, DeviceId device, string before, string after, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.Linked, Text(before), Text(after), origin);

    /// <summary>Writes down that a record was taken out of the device, or that it is what the device is made of now.</summary>
    public static void Split(ConnectorsDb db, DeviceId device, string? before, string? after, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.Split, Text(before), Text(after), origin);

    /// <summary>Writes down that the device got another device type.</summary>
    public static void Retyped(ConnectorsDb db, DeviceId device, string before, string after, ChangeOrigin origin) =>
        Add(db, device, ChangedThings.DeviceType, Text(before), Text(after), origin);

    private static void Compare(ConnectorsDb db, Device device, string key, string? before, string? after, ChangeOrigin origin)
    {
        if (before != after)
            Add(db, device.Id, key, before, after, origin);
    }

    private static void Add(ConnectorsDb db, DeviceId device, string key, string? before, string? after, ChangeOrigin origin) =>
        db.DeviceChanges.Add(new DeviceChange
        {
            TenantId = db.Tenant,
            DeviceId = device,
            Id = new DeviceChangeId(Guid.CreateVersion7(origin.At)),
            At = origin.At,
            Key = key,
            Before = before,
            After = after,
            By = origin.By,
            IntegrationId = origin.IntegrationId,
            RunId = origin.RunId,
        });

    private static string? Text(string? text) => text is null ? null : JsonSerializer.Serialize(text);

    private static string? Value(IReadOnlyDictionary<string, StoredFact> facts, FactKey fact) =>
        facts.TryGetValue(fact.Key, out var stored) && stored is { State: ReadingState.Known, Value: { } value } ? value.GetRawText() : null;
}
