using Npgsql;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>The database server does not answer, or broke the connection off: it is being restarted, moved, or is out of reach.</summary>
public static class DatabaseAway
{
    /// <summary>Its code.</summary>
    public const string Code = "database_unavailable";

    /// <summary>What happened, for people.</summary>
    public const string Message = "The host's database does not answer at the moment. What was saved before stays.";

    /// <summary>What to do, for people.</summary>
    public const string Cure = "Wait a minute, look whether it was done, and try again. If it stays so, tell the operator: /health/ready says what is wrong.";

    /// <summary>Whether that is why something failed.</summary>
    public static bool IsReasonOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true })
                return !ChangedMeanwhile.IsReasonOf(exception) && !DiskFull.IsReasonOf(exception);
        }

        return false;
    }
}
