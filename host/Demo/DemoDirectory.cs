using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host.Demo;

/// <summary>The demo's own directory below the data directory. It is emptied at each start; real data is never touched.</summary>
internal sealed record DemoDirectory(string Path, IDisposable Lock)
{
    private const string Name = "demo";

    /// <exception cref="SettingsException">A demo is running already.</exception>
    public static DemoDirectory MakeAnew(string dataDirectory)
    {
        var path = System.IO.Path.Combine(dataDirectory, Name);
        Directory.CreateDirectory(path);
        FileStream @lock;
        try
        {
            @lock = new FileStream(System.IO.Path.Combine(path, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new SettingsException($"A demo is running already with its data in {path}. Stop it first, or give this one another DataDirectory.");
        }

        foreach (var file in Directory.EnumerateFiles(path).Where(f => f != @lock.Name))
            File.Delete(file);
        return new DemoDirectory(path, @lock);
    }

    /// <summary>The settings with which the demo runs: SQLite in this directory, whatever is configured.</summary>
    public HostSettings Settings(IConfiguration configuration) => HostSettings.From(configuration) with
    {
        DataDirectory = Path,
        Database = DatabaseOptions.From(null, Path),
        VaultKey = null,
    };
}
