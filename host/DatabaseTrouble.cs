using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using MSPortal.Connectors.Core.Storage;
using Npgsql;

namespace MSPortal.Connectors.Host;

/// <summary>Says why the database can't be used and what to do, without the connection string or a driver's words.</summary>
internal static class DatabaseTrouble
{
    private const int CannotOpen = 14;

    /// <summary>The database can't be used as it is configured, or not at present; null when that is not what is wrong.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        SettingsException => null,
        PostgresException e => Refused(e),
        NpgsqlException { InnerException: TimeoutException } =>
            "The database server did not answer in time. Check that it is not overloaded and that no firewall stands between.",
        NpgsqlException e => Unreachable(e.InnerException as SocketException),
        SqliteException e => File(e.SqliteErrorCode),
        _ when exception.InnerException is { } inner => Explain(inner),
        _ => null,
    };

    /// <exception cref="SettingsException">The connection string can't be read, or names a file in no folder.</exception>
    public static void EnsureReadable(DatabaseOptions options)
    {
        try
        {
            if (options.Engine == DatabaseEngine.Sqlite)
                EnsureFolder(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
            else if (string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(options.ConnectionString).Host))
                throw new ArgumentException("It names no host.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
            // What the driver says may quote the password.
            throw new SettingsException(
                $"ConnectionStrings:Default can't be read as a connection string of {(options.Engine == DatabaseEngine.Sqlite ? "SQLite" : "PostgreSQL")}. "
                + "Give it as \"Host=...;Database=...;Username=...;Password=...\" for PostgreSQL or \"Data Source=<file>\" for SQLite, or leave it empty for a file in the data directory.");
        }
    }

    private static void EnsureFolder(string file)
    {
        if (file.Length > 0 && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw new SettingsException(File(CannotOpen));
    }

    private static string Refused(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "The database server does not let this user in. Check Username and Password in ConnectionStrings:Default, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName =>
            "The database does not exist. Create it, give it to the user of ConnectionStrings:Default, and try again.",
        PostgresErrorCodes.InsufficientPrivilege =>
            "The database user lacks a right that is needed. Make it the owner of the database, and run the command migrate, which grants the rest.",
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow =>
            "The database server takes no connection at present: it is starting, stopping or full. Try again, or raise its max_connections.",
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory =>
            "The database server has run out of disk or memory. Make room there.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "The database server is read-only, a standby for example. Set Host in ConnectionStrings:Default to the one that can be written.",
        _ => $"The database server refused a command (SQLSTATE {e.SqlState}). Its own log says more.",
    };

    private static string Unreachable(SocketException? socket) => socket?.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            "The name of the database server can't be found. Check Host in ConnectionStrings:Default, and the name service (DNS) of this machine.",
        _ => "The database server can't be reached. Check that it runs, Host and Port in ConnectionStrings:Default, and the firewall between.",
    };

    private static string File(int code) => code switch
    {
        CannotOpen => "The SQLite file can't be opened. Check that its folder is there and that this user may read and write both.",
        26 => "The SQLite file is no database, or an encrypted one. Set ConnectionStrings:Default to the right file, or restore it from your backup.",
        11 => "The SQLite file is damaged. Restore it from your backup.",
        8 => "The SQLite file can't be written. Let this user write it and its folder.",
        5 or 6 => "The SQLite file is in use by another program. End that, and try again.",
        13 => "The disk is full. Make room, and try again.",
        10 => "The disk can't be read or written. Check it, and look into the system's log.",
        _ => $"The SQLite file can't be used (error {code}). Check the file and its disk, or restore it from your backup.",
    };
}
