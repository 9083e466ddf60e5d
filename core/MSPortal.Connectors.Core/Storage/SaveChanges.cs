using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Saving where the database may refuse.</summary>
internal static class SaveChanges
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>Saves; false when a unique index or a foreign key refused it, or a deadlock, which two requests at once can bring about.</summary>
    public static async Task<bool> TrySaveAsync(this ConnectorsDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e.BreaksConstraint() || e.IsDeadlock())
        {
            return false;
        }
    }

    /// <summary>Whether a unique index or a foreign key is the reason.</summary>
    public static bool BreaksConstraint(this Exception exception) => (exception.InnerException ?? exception) switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } => true,
        SqliteException { SqliteErrorCode: SqliteConstraint } => true,
        _ => false,
    };

    /// <summary>Whether two transactions waited for each other's rows, and this one had to give way.</summary>
    private static bool IsDeadlock(this Exception exception)
    {
        Exception? cause = exception;
        while (cause is not null and not PostgresException)
            cause = cause.InnerException;
        return cause is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected };
    }

    /// <summary>Whether the database refused or did not answer; what passes by may come wrapped.</summary>
    public static bool IsOfDatabase(this Exception exception) =>
        exception is DbException or DbUpdateException || (exception is InvalidOperationException && exception.InnerException is DbException);

    /// <summary>
    /// Whether the work broke off at the database through no fault of its own and can go on later: the server was restarted or out
    /// of reach, chose it to end a deadlock, or ended the transaction because this host stood still in it for longer than a lease
    /// lasts (by then another host may be at the work).
    /// </summary>
    public static bool BrokeOff(this Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: IdleInTransactionTimeout or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ReadOnlySqlTransaction } or SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked })
                return true;
        }

        return DatabaseAway.IsReasonOf(exception);
    }
}
