using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Lets one process at a time migrate a SQLite file.</summary>
/// <remarks>
/// EF's own lock is a row, and the row of a process that was killed stays: whoever starts next would wait for it for ever. A
/// lock on a file goes with its process, and who holds it knows that such a row belongs to nobody.
/// </remarks>
internal static class SqliteMigrationTurn
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the turn, which ends when the result is disposed of.</summary>
    public static async Task<IDisposable> TakeAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        FileStream? turn = null;
        while (turn is null)
        {
            turn = TryOpen($"{file}.migrating");
            if (turn is null)
                await Task.Delay(LookAgain, cancellationToken);
        }

        try
        {
            await DropAbandonedLockAsync(db, cancellationToken);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has it.
            return null;
        }
    }

    private static async Task DropAbandonedLockAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var isThere = await db.Database
            .SqlQuery<int>($"select count(*) as value from sqlite_master where type = 'table' and name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (isThere > 0)
            await db.Database.ExecuteSqlAsync($"delete from \"__EFMigrationsLock\"", cancellationToken);
    }
}
