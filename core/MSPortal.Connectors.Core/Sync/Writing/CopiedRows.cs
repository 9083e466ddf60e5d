using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using Npgsql;
using NpgsqlTypes;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Writes rows of a binary COPY, in the order of <see cref="StagedColumns"/>, the observation's columns, and two switches.</summary>
internal sealed class CopiedRows(NpgsqlBinaryImporter import, CancellationToken cancellationToken)
{
    /// <param name="device">What lasts; null when nothing of it changed.</param>
    /// <param name="observation">What was observed; null when it comes in a row of its own or is not new.</param>
    /// <param name="isNew">Whether there is no such row yet.</param>
    public async Task WriteAsync(StagedDevice? device, StagedObservation? observation, bool isNew)
    {
        await import.StartRowAsync(cancellationToken);
        await UuidAsync(device?.TenantId.Value ?? observation!.TenantId.Value);
        await UuidAsync(device?.Id.Value ?? observation!.StagedDeviceId.Value);
        await UuidAsync(device?.IntegrationId.Value);
        await IntegerAsync(device?.Number);
        await TextAsync(device?.ExternalId);
        await TimeAsync(device?.FirstSeenAt.ToUniversalTime());
        await UuidAsync(device?.ContainerId?.Value);
        await TextAsync(device?.TypeKey);
        await TextAsync(device?.Name);
        await TextAsync(device?.SerialNumber);
        await TextAsync(device?.SerialKey);
        await TextAsync(device?.Manufacturer);
        await TextAsync(device?.Model);
        await TextAsync(device?.Facts);
        await TextAsync(device?.ContentHash);
        await TextAsync(device?.WebLink);
        await TextAsync(device?.SearchText);
        await IntegerAsync(device?.MissedRuns);

        await TimeAsync(observation?.ObservedAt);
        await TimeAsync(observation?.LastSeenAt);
        await BooleanAsync(observation?.Online);
        await TextAsync(observation?.Facts);
        await (observation is null ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(observation.Hash, NpgsqlDbType.Bigint, cancellationToken));

        await BooleanAsync(isNew);
        await BooleanAsync(device is not null);
    }

    private Task UuidAsync(Guid? value) =>
        value is { } known ? import.WriteAsync(known, NpgsqlDbType.Uuid, cancellationToken) : import.WriteNullAsync(cancellationToken);

    private Task IntegerAsync(int? value) =>
        value is { } known ? import.WriteAsync(known, NpgsqlDbType.Integer, cancellationToken) : import.WriteNullAsync(cancellationToken);

    private Task TextAsync(string? value) =>
        value is null ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);

    private Task TimeAsync(DateTimeOffset? value) =>
        value is { } known ? import.WriteAsync(known, NpgsqlDbType.TimestampTz, cancellationToken) : import.WriteNullAsync(cancellationToken);

    private Task BooleanAsync(bool? value) =>
        value is { } known ? import.WriteAsync(known, NpgsqlDbType.Boolean, cancellationToken) : import.WriteNullAsync(cancellationToken);
}
