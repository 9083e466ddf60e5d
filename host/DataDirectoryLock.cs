using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host;

/// <summary>Keeps a second host off a SQLite file: only one host may serve it. PostgreSQL needs no such lock.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream? _file;

    private DataDirectoryLock(FileStream? file) => _file = file;

    /// <exception cref="SettingsException">Another host has the directory, or it can't be written.</exception>
    public static DataDirectoryLock Take(HostSettings settings)
    {
        if (settings.Database.Engine != DatabaseEngine.Sqlite)
            return new DataDirectoryLock(null);

        settings.EnsureWritable();
        try
        {
            return new DataDirectoryLock(new FileStream(Path.Combine(settings.DataDirectory, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SettingsException(
                $"Another host already serves the data in {settings.DataDirectory}. Stop it, give this one another DataDirectory, or use PostgreSQL for several hosts.");
        }
    }

    public void Dispose() => _file?.Dispose();
}
