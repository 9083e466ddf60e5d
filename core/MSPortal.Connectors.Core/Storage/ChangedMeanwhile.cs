using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Tenancy;
using Npgsql;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Somebody changed the same thing at the same moment.</summary>
public sealed record ChangedMeanwhile() : Refusal(
    RefusalKind.Conflict,
    ChangedMeanwhile.StableCode,
    "Somebody else changed this at the same moment, so nothing was changed.",
    "Look at it again, and repeat what you wanted.")
{
    /// <summary>Its code.</summary>
    public const string StableCode = "changed_meanwhile";

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteForeignKey = 787;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>
    /// Whether the database refused because of what somebody else did at the same moment: the row was gone or another, a name was
    /// taken, a row that is pointed to was deleted, or the two waited for each other. Its transaction was taken back.
    /// </summary>
    public static bool IsReasonOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case DbUpdateConcurrencyException:
                case PostgresException
                {
                    SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
                }:
                case SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }:
                case SqliteException { SqliteExtendedErrorCode: SqliteForeignKey or SqlitePrimaryKey or SqliteUnique }:
                    return true;
            }
        }

        return false;
    }
}
