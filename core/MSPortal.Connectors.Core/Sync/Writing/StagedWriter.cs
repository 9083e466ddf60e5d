using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>
/// Writes many staged devices at once, in the caller's transaction, by the fastest way the database has. One for each
/// connection, which it prepares at the first page.
/// </summary>
internal abstract class StagedWriter
{
    public static StagedWriter For(ConnectorsDb db) => db is PostgreSqlDb ? new PostgreSqlStagedWriter(db) : new SqliteStagedWriter(db);

    public async Task WriteAsync(StagedChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Removed is { Count: > 0 } removed)
            await LeftOutRecords.TakeAwayAsync(Db, Db.StagedDevices.Where(d => removed.Contains(d.Id)), cancellationToken);
        if (changes.Created.Count + changes.Updated.Count + changes.Observed.Count > 0)
            await WriteRowsAsync(changes, cancellationToken);
        if (changes.Returned.Count > 0)
            await LeftOutRecords.GiveBackAsync(Db, changes.Returned, cancellationToken);
        if (changes.Touched.Count > 0)
            await TouchAsync(changes.Touched, cancellationToken);
    }

    protected abstract ConnectorsDb Db { get; }

    /// <summary>Writes what was created, updated and observed.</summary>
    protected abstract Task WriteRowsAsync(StagedChanges changes, CancellationToken cancellationToken);

    protected abstract Task TouchAsync(IReadOnlyList<StagedTouch> touched, CancellationToken cancellationToken);
}

/// <summary>The columns of an observation's row.</summary>
internal static class ObservationColumns
{
    public static readonly string[] All = ["tenant_id", "staged_device_id", "observed_at", "last_seen_at", "online", "facts", "hash"];

    /// <summary>Those that tell what was observed.</summary>
    public static readonly string[] Changing = All[2..];
}

/// <summary>The columns of a staged device's row.</summary>
internal static class StagedColumns
{
    /// <summary>All that a sync writes for a new row, but for when it was placed: that is when it is first seen.</summary>
    public static readonly string[] All =
    [
        "tenant_id", "id", "integration_id", "number", "external_id", "first_seen_at",
        "container_id", "type_key", "name", "serial_number", "serial_key", "manufacturer", "model", "facts", "content_hash", "web_link",
        "search_text", "missed_runs",
    ];

    /// <summary>Those that may change with the vendor's record.</summary>
    public static readonly string[] Changing = All[6..];
}
