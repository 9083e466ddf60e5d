using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Host.Components.Parts;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Says a reading in words.</summary>
internal static class ReadingText
{
    private const double DecimalGigabyte = 1e9;
    private const double BinaryGigabyte = 1L << 30;

    private static readonly Dictionary<string, FactKey> Keys = DeviceFacts.All.ToDictionary(k => k.Key);

    /// <summary>The value of a known reading; null when it is not known.</summary>
    public static string? Value(ReadingView reading) => reading is { State: ReadingState.Known, Value: { } value }
        ? Instant(reading) is { } instant ? Words.Exact(instant) : Say(reading, value)
        : null;

    /// <summary>What another source says.</summary>
    public static string? Other(ReadingView reading, OtherReading other) => Value(reading with { Value = other.Value, State = ReadingState.Known });

    /// <summary>Whether what another source says is the very moment when it was observed, as the last contact often is.</summary>
    public static bool IsAt(ReadingView reading, OtherReading other) =>
        Instant(reading with { Value = other.Value, State = ReadingState.Known }) is { } instant && Words.Exact(instant) == Words.Exact(other.ObservedAt);

    /// <summary>A known point in time; null when it is none.</summary>
    public static DateTimeOffset? Instant(ReadingView reading) =>
        reading is { State: ReadingState.Known, Value.ValueKind: JsonValueKind.String }
        && Keys.GetValueOrDefault(reading.Key)?.ValueType == typeof(DateTimeOffset)
        && reading.Value.Value.TryGetDateTimeOffset(out var instant) ? instant : null;

    /// <summary>A known percentage; null when it is none.</summary>
    public static double? Percent(ReadingView reading) =>
        reading is { State: ReadingState.Known, Unit: FactUnit.Percent, Value.ValueKind: JsonValueKind.Number }
            ? Math.Clamp(reading.Value.Value.GetDouble(), 0, 100)
            : null;

    /// <summary>A known yes or no; null when it is none.</summary>
    public static bool? Flag(ReadingView reading) => reading is { State: ReadingState.Known, Value: { ValueKind: JsonValueKind.True or JsonValueKind.False } value }
        ? value.GetBoolean()
        : null;

    /// <summary>Why a reading is not known.</summary>
    public static string Reason(ReadingView reading) => reading.State switch
    {
        ReadingState.Absent => reading.Note ?? $"Not reported by {Source(reading)}.",
        ReadingState.Unreadable => $"{Source(reading)} sent a value that can't be read. {reading.Note}".TrimEnd(),
        ReadingState.NotPermitted => $"The credentials may not read it at {Source(reading)}. {reading.Note}".TrimEnd(),
        ReadingState.NotSupported => $"Not available on this kind of device. {reading.Note}".TrimEnd(),
        _ => reading.Note ?? "",
    };

    private static string Say(ReadingView reading, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => Say(reading.Key, value.GetBoolean()),
        JsonValueKind.Number when reading.Unit == FactUnit.Bytes => Bytes(value.GetDouble(), reading.Key == DeviceFacts.MemoryBytes.Key),
        JsonValueKind.Number when reading.Unit == FactUnit.Percent => $"{value.GetDouble().ToString("0.#", CultureInfo.CurrentCulture)} %",
        JsonValueKind.Number => value.GetDouble().ToString("#,0.##", CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };

    private static string Say(string key, bool value) =>
        key == DeviceFacts.Online.Key ? (value ? "Online" : "Offline")
        : key.EndsWith("_enabled", StringComparison.Ordinal) ? (value ? "On" : "Off")
        : value ? "Yes" : "No";

    // Memory is sold in powers of two, disks in powers of ten.
    private static string Bytes(double bytes, bool isMemory)
    {
        var gigabytes = bytes / (isMemory ? BinaryGigabyte : DecimalGigabyte);
        return gigabytes >= 1000 && !isMemory
            ? $"{(gigabytes / 1000).ToString("0.##", CultureInfo.CurrentCulture)} TB"
            : $"{gigabytes.ToString(gigabytes < 10 ? "0.##" : "#,0", CultureInfo.CurrentCulture)} GB";
    }

    private static string Source(ReadingView reading) => reading.Source.Length > 0 ? reading.Source : "the source";
}
