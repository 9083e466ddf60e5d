using MSPortal.Connectors.Core.Plugins;

namespace MSPortal.Connectors.Tests.Real.Plugins;

/// <summary>A connectors directory in a temporary place, filled from the test connectors' output folders.</summary>
internal sealed class ConnectorsDirectory : IDisposable
{
    private static readonly string TestConnectors = FindTestConnectors();

    public string Path { get; } = Directory.CreateTempSubdirectory("connectors-").FullName;

    public RecordedLog Log { get; } = new();

    public ConnectorCatalog Load() => ConnectorCatalog.Load(Path, Log);

    /// <summary>Copies a test connector into a folder and returns the folder.</summary>
    public string Has(string connector, string? folder = null)
    {
        // .../tests/real/bin/Debug/net10.0: the test connectors were built beside it in the same configuration.
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var output = System.IO.Path.Combine(TestConnectors, connector, "bin", framework.Parent!.Name, framework.Name);
        var target = System.IO.Path.Combine(Path, folder ?? connector);
        foreach (var file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(output, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    /// <summary>Makes a folder with a connector.json of this content.</summary>
    public string HasFolder(string name, string json)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "connector.json"), json);
        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindTestConnectors()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "MSPortal.Connectors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root was not found.");

        return System.IO.Path.Combine(folder.FullName, "tests", "TestConnectors");
    }
}
