namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>The data that a host works on. Several hosts may be started on it, one after the other or at once.</summary>
/// <param name="DataDirectory">Its files.</param>
/// <param name="ConnectionString">Its database; empty for SQLite in the directory.</param>
internal sealed record HostPlace(string DataDirectory, string ConnectionString)
{
    /// <summary>A place with nothing in it.</summary>
    public static async Task<HostPlace> NewAsync(Engine engine) => new(NewDirectory(), await Databases.NewAsync(engine));

    /// <summary>A place of its own with the same data. No host may be at work on this one.</summary>
    public async Task<HostPlace> CopyAsync(Engine engine)
    {
        var copy = NewDirectory();
        foreach (var file in Directory.EnumerateFiles(DataDirectory))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return new HostPlace(copy, await Databases.CopyAsync(engine, ConnectionString));
    }

    public async Task DeleteAsync()
    {
        Directory.Delete(DataDirectory, recursive: true);
        await Databases.DropAsync(ConnectionString);
    }

    private static string NewDirectory() => Directory.CreateTempSubdirectory("msportal-test-").FullName;
}
