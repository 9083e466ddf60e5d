using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Sends rows through statements that are prepared once for a page.</summary>
internal sealed class SqliteStagedWriter(ConnectorsDb db) : StagedWriter
{
    private const string Placed = "placed_at = case when container_id is $container_id then placed_at else $first_seen_at end";

    private static readonly string Insert =
        $"insert into staged_devices ({string.Join(", ", StagedColumns.All)}, placed_at) values ({string.Join(", ", StagedColumns.All.Select(c => $"${c}"))}, $first_seen_at)";

    private static readonly string Update =
        $"update staged_devices set {string.Join(", ", StagedColumns.Changing.Select(c => $"{c} = ${c}"))}, not_seen_since = null, {Placed} where tenant_id = $tenant_id and id = $id";

    private const string Touch =
        "update staged_devices set container_id = $container_id, missed_runs = 0, not_seen_since = null, " + Placed + " where tenant_id = $tenant_id and id = $id";

    private static readonly string InsertObservation =
        $"insert into staged_observations ({string.Join(", ", ObservationColumns.All)}) values ({string.Join(", ", ObservationColumns.All.Select(c => $"${c}"))})";

    private static readonly string UpdateObservation =
        $"update staged_observations set {string.Join(", ", ObservationColumns.Changing.Select(c => $"{c} = ${c}"))} where tenant_id = $tenant_id and staged_device_id = $staged_device_id";

    protected override ConnectorsDb Db => db;

    protected override async Task WriteRowsAsync(StagedChanges changes, CancellationToken cancellationToken)
    {
        await RunAsync(Insert, changes.Created, Values, cancellationToken);
        await RunAsync(InsertObservation, changes.Created, row => ObservationValues(row.Observation), cancellationToken);
        await RunAsync(Update, changes.Updated, ChangingValues, cancellationToken);
        await RunAsync(UpdateObservation, changes.Observed, ObservationValues, cancellationToken);
    }

    protected override Task TouchAsync(IReadOnlyList<StagedTouch> touched, CancellationToken cancellationToken) => RunAsync(
        Touch,
        touched,
        touch =>
        [
            ("container_id", touch.Container?.Value), ("first_seen_at", touch.At.UtcTicks), ("tenant_id", db.Tenant.Value), ("id", touch.Id.Value),
        ],
        cancellationToken);

    private static (string Column, object? Value)[] ObservationValues(StagedObservation row) =>
    [
        ("tenant_id", row.TenantId.Value), ("staged_device_id", row.StagedDeviceId.Value), ("observed_at", row.ObservedAt.UtcTicks),
        ("last_seen_at", row.LastSeenAt?.UtcTicks), ("online", row.Online), ("facts", row.Facts), ("hash", row.Hash),
    ];

    private static (string Column, object? Value)[] Values(StagedDevice row) =>
    [
        ("integration_id", row.IntegrationId.Value), ("number", row.Number), ("external_id", row.ExternalId),
        .. ChangingValues(row),
    ];

    private static (string Column, object? Value)[] ChangingValues(StagedDevice row) =>
    [
        ("tenant_id", row.TenantId.Value), ("id", row.Id.Value), ("first_seen_at", row.FirstSeenAt.UtcTicks),
        ("container_id", row.ContainerId?.Value), ("type_key", row.TypeKey), ("name", row.Name), ("serial_number", row.SerialNumber), ("serial_key", row.SerialKey),
        ("manufacturer", row.Manufacturer), ("model", row.Model), ("facts", row.Facts), ("content_hash", row.ContentHash),
        ("web_link", row.WebLink), ("search_text", row.SearchText), ("missed_runs", row.MissedRuns),
    ];

    private async Task RunAsync<T>(string sql, IReadOnlyList<T> rows, Func<T, (string Column, object? Value)[]> values, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;

        await using var command = new SqliteCommand(sql, (SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var row in rows)
        {
            foreach (var (column, value) in values(row))
            {
                var name = $"${column}";
                if (!command.Parameters.Contains(name))
                    command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
                command.Parameters[name].Value = value ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
