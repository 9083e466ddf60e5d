using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Sends rows by binary COPY to a temporary table, and from there into place: COPY itself can't pass row policies.</summary>
internal sealed class PostgreSqlStagedWriter(ConnectorsDb db) : StagedWriter
{
    private const string Temporary = "staged_in";

    private static readonly string Make =
        $"create temporary table if not exists {Temporary} on commit delete rows as select {string.Join(", ", StagedColumns.All)}, true as is_new from staged_devices with no data";

    private static readonly string Copy = $"copy {Temporary} ({string.Join(", ", StagedColumns.All)}, is_new) from stdin (format binary)";

    private static readonly string Insert =
        $"insert into staged_devices ({string.Join(", ", StagedColumns.All)}) select {string.Join(", ", StagedColumns.All)} from {Temporary} where is_new";

    private static readonly string Update =
        $"update staged_devices d set {string.Join(", ", StagedColumns.Changing.Select(c => $"{c} = s.{c}"))}, not_seen_since = null from {Temporary} s where not s.is_new and d.tenant_id = s.tenant_id and d.id = s.id";

    private const string Touch =
        """
        update staged_devices d set container_id = s.container_id, observed_at = s.observed_at, missed_runs = 0, not_seen_since = null
        from unnest(@ids, @containers, @times) s(id, container_id, observed_at) where d.tenant_id = @tenant and d.id = s.id
        """;

    protected override ConnectorsDb Db => db;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    protected override async Task WriteRowsAsync(IReadOnlyList<StagedDevice> created, IReadOnlyList<StagedDevice> updated, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Make, [], cancellationToken);
        await using (var import = await Connection.BeginBinaryImportAsync(Copy, cancellationToken))
        {
            foreach (var row in created)
                await WriteAsync(import, row, true, cancellationToken);
            foreach (var row in updated)
                await WriteAsync(import, row, false, cancellationToken);
            await import.CompleteAsync(cancellationToken);
        }

        if (created.Count > 0)
            await ExecuteAsync(Insert, [], cancellationToken);
        if (updated.Count > 0)
            await ExecuteAsync(Update, [], cancellationToken);

        // For the case that another page follows in the same transaction.
        await ExecuteAsync($"delete from {Temporary}", [], cancellationToken);
    }

    protected override Task TouchAsync(IReadOnlyList<StagedTouch> touched, CancellationToken cancellationToken) => ExecuteAsync(
        Touch,
        [
            new NpgsqlParameter<Guid[]>("ids", [.. touched.Select(t => t.Id.Value)]),
            new NpgsqlParameter<Guid?[]>("containers", [.. touched.Select(t => t.Container?.Value)]),
            new NpgsqlParameter<DateTimeOffset[]>("times", [.. touched.Select(t => t.ObservedAt)]),
            new NpgsqlParameter<Guid>("tenant", db.Tenant.Value),
        ],
        cancellationToken);

    private static async Task WriteAsync(NpgsqlBinaryImporter import, StagedDevice row, bool isNew, CancellationToken cancellationToken)
    {
        await import.StartRowAsync(cancellationToken);
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
        await import.WriteAsync(row.ObservedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
        await TextAsync(row.WebLink);
        await import.WriteAsync(row.MissedRuns, NpgsqlDbType.Integer, cancellationToken);
        await import.WriteAsync(isNew, NpgsqlDbType.Boolean, cancellationToken);

        Task TextAsync(string? text) =>
            text is null ? import.WriteNullAsync(cancellationToken) : import.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
    }

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection, Transaction);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
