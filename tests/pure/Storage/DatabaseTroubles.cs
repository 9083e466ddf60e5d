using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using Npgsql;

namespace MSPortal.Connectors.Tests.Pure.Storage;

/// <summary>What is behind an error of the database, however it is wrapped.</summary>
public sealed class DatabaseTroubles
{
    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, true, true, false)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true, true, false)]
    [InlineData(PostgresErrorCodes.ConnectionFailure, true, true, false)]
    [InlineData(PostgresErrorCodes.TooManyConnections, true, true, false)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, false, true, false)]
    [InlineData("25P03", false, true, false)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, false, true, false)]
    [InlineData(PostgresErrorCodes.DiskFull, false, false, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false, false, false)]
    [InlineData(PostgresErrorCodes.UndefinedColumn, false, false, false)]
    public void PostgreSql_is_away_or_full_or_neither(string state, bool isAway, bool goesOn, bool isFull)
    {
        foreach (var e in Wrapped(new PostgresException("", "FATAL", "FATAL", state)))
            Assert.Equal((isAway, goesOn, isFull), (DatabaseAway.IsReasonOf(e), e.BrokeOff(), DiskFull.IsReasonOf(e)));
    }

    [Fact]
    public void A_connection_that_broke_is_a_database_that_is_away()
    {
        foreach (var e in Wrapped(new NpgsqlException("Exception while reading from stream", new EndOfStreamException())))
            Assert.Equal((true, true, false), (DatabaseAway.IsReasonOf(e), e.BrokeOff(), DiskFull.IsReasonOf(e)));
    }

    [Theory]
    [InlineData(5, true, false)]
    [InlineData(6, true, false)]
    [InlineData(13, false, true)]
    [InlineData(11, false, false)]
    public void Sqlite_is_busy_or_full_or_neither(int code, bool goesOn, bool isFull)
    {
        foreach (var e in Wrapped(new SqliteException("", code)))
            Assert.Equal((false, goesOn, isFull), (DatabaseAway.IsReasonOf(e), e.BrokeOff(), DiskFull.IsReasonOf(e)));
    }

    [Fact]
    public void A_run_that_a_full_disk_ended_says_so_and_what_to_do()
    {
        var error = RunEnding.From(new DbUpdateException("", new SqliteException("", 13))).Error!;

        Assert.Equal("disk_full", error.Code);
        Assert.Contains("disk", error.Message, StringComparison.Ordinal);
        Assert.Contains("room", error.Cure, StringComparison.Ordinal);
        Assert.Equal("internal_error", RunEnding.From(new InvalidOperationException()).Error!.Code);
    }

    private static Exception[] Wrapped(Exception e) => [e, new DbUpdateException("", e), new InvalidOperationException("", new DbUpdateException("", e))];
}
