namespace MSPortal.Connectors.Core.Storage;

/// <summary>Which database engine holds the data.</summary>
public enum DatabaseEngine
{
    /// <summary>A file beside the other data of the host; one host only.</summary>
    Sqlite,

    /// <summary>A server, for production and for several hosts.</summary>
    PostgreSql,
}

/// <summary>Where the data is.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">How to reach it.</param>
public sealed record DatabaseOptions(DatabaseEngine Engine, string ConnectionString)
{
    /// <summary>How long workers on this database hold what they work on.</summary>
    public LeaseTimes Lease { get; init; } = LeaseTimes.Default;

    /// <summary>How many records a sync writes in one transaction when several of the vendor's pages wait; a page is never split, so 1 gives each its own.</summary>
    public int RecordsTogether { get; init; } = 500;

    /// <summary>Reads the configured connection string; empty means a SQLite file in the data directory.</summary>
    public static DatabaseOptions From(string? connectionString, string dataDirectory)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return new DatabaseOptions(DatabaseEngine.Sqlite, $"Data Source={Path.Combine(dataDirectory, "msportal.db")}");

        var isFile = connectionString.TrimStart().StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase)
            && !connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        return new DatabaseOptions(isFile ? DatabaseEngine.Sqlite : DatabaseEngine.PostgreSql, connectionString);
    }
}
