using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Sends rows by binary COPY to a temporary table, and from there into place: COPY itself can't pass row policies.</summary>
internal sealed class PostgreSqlStagedWriter(ConnectorsDb db) : StagedWriter
{
    private static readonly CopiedTable Devices = new("staged_devices", "id", StagedColumns.All, StagedColumns.Changing, ", not_seen_since = null");

    private static readonly CopiedTable Observations = new("staged_observations", "staged_device_id", ObservationColumns.All, ObservationColumns.Changing, "");

    private const string Touch =
        """
        update staged_devices d set container_id = s.container_id, missed_runs = 0, not_seen_since = null
        from unnest(@ids, @containers) s(id, container_id) where d.tenant_id = @tenant and d.id = s.id
        """;

    protected override ConnectorsDb Db => db;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    protected override Task WriteRowsAsync(IReadOnlyList<StagedDevice> created, IReadOnlyList<StagedDevice> updated, CancellationToken cancellationToken) =>
        CopyAsync(Devices, created, updated, WriteAsync, cancellationToken);

    protected override Task ObserveAsync(IReadOnlyList<StagedObservation> created, IReadOnlyList<StagedObservation> updated, CancellationToken cancellationToken) =>
        CopyAsync(Observations, created, updated, WriteAsync, cancellationToken);

    protected override Task TouchAsync(IReadOnlyList<StagedTouch> touched, CancellationToken cancellationToken) => ExecuteAsync(
        Touch,
        [
            new NpgsqlParameter<Guid[]>("ids", [.. touched.Select(t => t.Id.Value)]),
            new NpgsqlParameter<Guid?[]>("containers", [.. touched.Select(t => t.Container?.Value)]),
            new NpgsqlParameter<Guid>("tenant", db.Tenant.Value),
        ],
        cancellationToken);

    private static async Task WriteAsync(NpgsqlBinaryImporter import, StagedDevice row, CancellationToken cancellationToken)
    {
        await import.WriteAsync(row.TenantId.Value, NpgsqlDbType.Uuid, cancellationToken);
        await import.WriteAsync(row.Id.Value, NpgsqlDbType.Uuid, cancellationToken);
        await import.WriteAsync(row.IntegrationId.Value, NpgsqlDbType.Uuid, cancellationToken);
        await import.WriteAsync(row.Number, NpgsqlDbType.Integer, cancellationToken);
        await TextAsync(row.ExternalId);
        await import.WriteAsync(row.FirstSeenAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
        await import.WriteAsync(row.ContainerId!.Value.Value, NpgsqlDbType.Uuid, cancellationToken);
        await TextAsync(row.TypeKey);
        await TextAsync(row.Name);
        await TextAsync(row.SerialNumber);
        await TextAsync(row.Manufacturer);
        await TextAsync(row.Model);
        await TextAsync(row.Facts);
        await TextAsync(row.ContentHash);
        await TextAsync(row.WebLink);
        await import.WriteAsync(row.MissedRuns, NpgsqlDbType.Integer, cancellationToken);

        Task TextAsync(string? text) =>
            text is null ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter import, StagedObservation row, CancellationToken cancellationToken)
    {
        await import.WriteAsync(row.TenantId.Value, NpgsqlDbType.Uuid, cancellationToken);
        await import.WriteAsync(row.StagedDeviceId.Value, NpgsqlDbType.Uuid, cancellationToken);
        await import.WriteAsync(row.ObservedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        await (row.LastSeenAt is { } seen ? import.WriteAsync(seen, NpgsqlDbType.TimestampTz, cancellationToken) : import.WriteNullAsync(cancellationToken));
        await (row.Online is { } online ? import.WriteAsync(online, NpgsqlDbType.Boolean, cancellationToken) : import.WriteNullAsync(cancellationToken));
        await import.WriteAsync(row.Facts, NpgsqlDbType.Text, cancellationToken);
        await import.WriteAsync(row.Hash, NpgsqlDbType.Bigint, cancellationToken);
    }

    private async Task CopyAsync<T>(
        CopiedTable table,
        IReadOnlyList<T> created,
        IReadOnlyList<T> updated,
        Func<NpgsqlBinaryImporter, T, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync(table.Make, [], cancellationToken);
        await using (var import = await Connection.BeginBinaryImportAsync(table.Copy, cancellationToken))
        {
            foreach (var (rows, isNew) in ((IReadOnlyList<T>, bool)[])[(created, true), (updated, false)])
            {
                foreach (var row in rows)
                {
                    await import.StartRowAsync(cancellationToken);
                    await write(import, row, cancellationToken);
                    await import.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellationToken);
                }
            }

            await import.CompleteAsync(cancellationToken);
        }

        if (created.Count > 0)
            await ExecuteAsync(table.Insert, [], cancellationToken);
        if (updated.Count > 0)
            await ExecuteAsync(table.Update, [], cancellationToken);

        // For the case that another page follows in the same transaction.
        await ExecuteAsync(table.Empty, [], cancellationToken);
    }

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection, Transaction);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The statements that bring copied rows into a table.</summary>
    /// <param name="also">What else an update sets.</param>
    private sealed class CopiedTable(string name, string key, string[] all, string[] changing, string also)
    {
        private readonly string _columns = string.Join(", ", all);

        public string Make => $"create temporary table if not exists {name}_in on commit delete rows as select {_columns}, true as is_new from {name} with no data";

        public string Copy => $"copy {name}_in ({_columns}, is_new) from stdin (format binary)";

        public string Insert => $"insert into {name} ({_columns}) select {_columns} from {name}_in where is_new";

        public string Update =>
            $"update {name} d set {string.Join(", ", changing.Select(c => $"{c} = s.{c}"))}{also} from {name}_in s where not s.is_new and d.tenant_id = s.tenant_id and d.{key} = s.{key}";

        public string Empty => $"delete from {name}_in";
    }
}
