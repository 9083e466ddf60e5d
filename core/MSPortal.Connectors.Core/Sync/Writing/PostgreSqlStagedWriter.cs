using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using Npgsql;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>Sends rows by binary COPY to a temporary table, and from there into place: COPY itself can't pass row policies.</summary>
internal sealed class PostgreSqlStagedWriter(ConnectorsDb db) : StagedWriter
{
    private const string Temporary = "staged_in";

    private static readonly string[] Observed = ["observed_at", "last_seen_at", "online", "observed_facts", "observed_hash"];

    private static readonly string Columns = string.Join(", ", [.. StagedColumns.All, .. Observed, "is_new", "has_content"]);

    private static readonly string Make =
        $"""
        create temporary table if not exists {Temporary} on commit delete rows as
        select {string.Join(", ", StagedColumns.All.Select(c => $"d.{c}"))}, o.observed_at, o.last_seen_at, o.online, o.facts as observed_facts, o.hash as observed_hash, true as is_new, true as has_content
        from staged_devices d, staged_observations o with no data
        """;

    private static readonly string Copy = $"copy {Temporary} ({Columns}) from stdin (format binary)";

    private static readonly string Insert =
        $"""
        insert into staged_devices ({string.Join(", ", StagedColumns.All)}, placed_at) select {string.Join(", ", StagedColumns.All)}, first_seen_at from {Temporary} where is_new;
        insert into staged_observations (tenant_id, staged_device_id, {string.Join(", ", ObservationColumns.Changing)}) select tenant_id, id, {string.Join(", ", Observed)} from {Temporary} where is_new;
        """;

    private static readonly string Update =
        $"""
        update staged_devices d set {string.Join(", ", StagedColumns.Changing.Select(c => $"{c} = s.{c}"))}, not_seen_since = null,
            placed_at = case when d.container_id is not distinct from s.container_id then d.placed_at else s.first_seen_at end
        from {Temporary} s where s.has_content and not s.is_new and d.tenant_id = s.tenant_id and d.id = s.id;
        """;

    private static readonly string Observe =
        $"""
        update staged_observations o set {string.Join(", ", ObservationColumns.Changing.Zip(Observed, (to, from) => $"{to} = s.{from}"))}
        from {Temporary} s where not s.has_content and o.tenant_id = s.tenant_id and o.staged_device_id = s.id;
        """;

    private const string Touch =
        """
        update staged_devices d set container_id = s.container_id, missed_runs = 0, not_seen_since = null,
            placed_at = case when d.container_id is not distinct from s.container_id then d.placed_at else @at end
        from unnest(@ids, @containers) s(id, container_id) where d.tenant_id = @tenant and d.id = s.id
        """;

    private bool _isPrepared;

    protected override ConnectorsDb Db => db;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    protected override async Task WriteRowsAsync(StagedChanges changes, CancellationToken cancellationToken)
    {
        if (!_isPrepared)
            await ExecuteAsync(Make, [], cancellationToken);
        _isPrepared = true;

        await using (var import = await Connection.BeginBinaryImportAsync(Copy, cancellationToken))
        {
            var rows = new CopiedRows(import, cancellationToken);
            foreach (var row in changes.Created)
                await rows.WriteAsync(row, row.Observation, isNew: true);
            foreach (var row in changes.Updated)
                await rows.WriteAsync(row, null, isNew: false);
            foreach (var observation in changes.Observed)
                await rows.WriteAsync(null, observation, isNew: false);
            await import.CompleteAsync(cancellationToken);
        }

        var apply = (changes.Created.Count > 0 ? Insert : "") + (changes.Updated.Count > 0 ? Update : "") + (changes.Observed.Count > 0 ? Observe : "");
        await ExecuteAsync(apply, [], cancellationToken);
    }

    protected override Task TouchAsync(IReadOnlyList<StagedTouch> touched, CancellationToken cancellationToken) => ExecuteAsync(
        Touch,
        [
            new NpgsqlParameter<Guid[]>("ids", [.. touched.Select(t => t.Id.Value)]),
            new NpgsqlParameter<Guid?[]>("containers", [.. touched.Select(t => t.Container?.Value)]),
            new NpgsqlParameter<Guid>("tenant", db.Tenant.Value),
            new NpgsqlParameter<DateTimeOffset>("at", touched[0].At.ToUniversalTime()),
        ],
        cancellationToken);

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection, Transaction);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
