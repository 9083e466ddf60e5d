using Microsoft.Data.Sqlite;
using Npgsql;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>The disk that the database lies on is full.</summary>
public static class DiskFull
{
    /// <summary>Its code.</summary>
    public const string Code = "disk_full";

    /// <summary>What happened, for people.</summary>
    public const string Message = "The disk of the host's database is full, so this could not be saved. What was saved before stays.";

    /// <summary>What to do, for people.</summary>
    public const string Cure = "Have the operator make room where the database lies, and try again. Nothing has to be repaired.";

    private const int SqliteFull = 13;

    /// <summary>Whether that is why something failed.</summary>
    public static bool IsReasonOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull })
                return true;
        }

        return false;
    }

    /// <summary>Why work broke off, behind "because": that, or an internal error.</summary>
    internal static string Why(Exception exception) =>
        IsReasonOf(exception) ? "the disk of the host's database is full" : $"of an internal error ({exception.GetType().Name})";
}
