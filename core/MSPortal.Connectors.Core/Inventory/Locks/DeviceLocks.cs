using System.Text.Json;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Locks;

/// <summary>A value that a person gave a device, and that no sync changes.</summary>
/// <param name="Key">Of the fact.</param>
/// <param name="By">Who gave it.</param>
public sealed record DeviceLock(string Key, string Value, string By, DateTimeOffset At);

/// <summary>The locks of a device, as its row keeps them: they are read with every device that a sync writes.</summary>
internal static class DeviceLocks
{
    /// <summary>What can be locked.</summary>
    public static IReadOnlyList<FactKey<string>> Keys { get; } =
        [DeviceFacts.Name, DeviceFacts.SerialNumber, DeviceFacts.Manufacturer, DeviceFacts.Model, DeviceFacts.CurrentUser];

    /// <param name="locks">What <see cref="Write"/> wrote; null for none.</param>
    public static IReadOnlyList<DeviceLock> Read(string? locks) => locks is null ? [] : JsonSerializer.Deserialize<List<DeviceLock>>(locks)!;

    /// <summary>The locks as a device's row keeps them; null for none.</summary>
    public static string? Write(IReadOnlyCollection<DeviceLock> locks) => locks.Count == 0 ? null : JsonSerializer.Serialize(locks.OrderBy(l => l.Key, StringComparer.Ordinal));

    /// <summary>The value that a person gave; null when nobody did.</summary>
    public static string? ValueOf(this IReadOnlyList<DeviceLock> locks, FactKey<string> key) => locks.FirstOrDefault(l => l.Key == key.Key)?.Value;
}
