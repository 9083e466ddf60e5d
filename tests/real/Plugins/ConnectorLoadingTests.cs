using System.Runtime.Loader;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Tests.Real.Plugins;

public sealed class ConnectorLoadingTests : IDisposable
{
    private readonly ConnectorsDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Loads_two_connectors_with_different_versions_of_one_package_side_by_side()
    {
        _directory.Has("Alpha");
        _directory.Has("Beta");

        var catalog = _directory.Load();

        Assert.Equal("32.0.0.0", catalog.Find("alpha")!.Manifest.Description);
        Assert.Equal("34.0.0.0", catalog.Find("beta")!.Manifest.Description);
        Assert.All(catalog.Entries, entry => Assert.Equal(ConnectorStatus.Ready, entry.Status));
    }

    [Fact]
    public void Keeps_a_connectors_packages_apart_and_shares_the_sdk()
    {
        _directory.Has("Alpha");
        _directory.Has("Beta");

        var catalog = _directory.Load();
        var alpha = PackageType(catalog, "alpha");
        var beta = PackageType(catalog, "beta");

        Assert.NotEqual(alpha, beta);
        Assert.NotEqual(typeof(CsvHelper.CsvReader), alpha);
        Assert.NotEqual(typeof(CsvHelper.CsvReader), beta);
        Assert.IsType<IConnector>(catalog.Find("alpha")!.Connector, exactMatch: false);
        Assert.Same(typeof(IConnector).Assembly, Context(catalog, "alpha").LoadFromAssemblyName(typeof(IConnector).Assembly.GetName()));
        Assert.NotSame(AssemblyLoadContext.Default, Context(catalog, "alpha"));
        Assert.NotSame(Context(catalog, "alpha"), Context(catalog, "beta"));
    }

    [Fact]
    public void Shows_a_ready_connector()
    {
        var folder = _directory.Has("Alpha");
        Directory.CreateDirectory(Path.Combine(folder, "simulator"));
        File.WriteAllText(Path.Combine(folder, "simulator", "Alpha.Simulator.dll"), "");

        var entry = Assert.Single(_directory.Load().Entries);

        Assert.Equal(
            (folder, "alpha", "Alpha", "Alpha, Inc.", "1.2.3", ConnectorStatus.Ready),
            (entry.Folder, entry.Id, entry.Name, entry.Vendor, entry.Version, entry.Status));
        Assert.Equal(Path.Combine(folder, "simulator", "Alpha.Simulator.dll"), entry.SimulatorPath);
        Assert.NotNull(entry.Manifest);
        Assert.Null(entry.FailureReason);
        Assert.Empty(_directory.Log.Warnings);
    }

    [Fact]
    public void Uses_a_connector_whose_simulator_is_not_there()
    {
        _directory.Has("Alpha");

        var entry = Assert.Single(_directory.Load().Entries);

        Assert.Equal(ConnectorStatus.Ready, entry.Status);
        Assert.Null(entry.SimulatorPath);
        Assert.Contains("simulator", Assert.Single(_directory.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_label_of_a_pre_release_version_and_drops_build_metadata()
    {
        _directory.Has("Beta");

        Assert.Equal("2.0.0-beta.1", Assert.Single(_directory.Load().Entries).Version);
    }

    [Fact]
    public void Reads_files_into_memory_so_that_they_can_be_replaced()
    {
        var folder = _directory.Has("Alpha");
        var connector = _directory.Load().Find("alpha")!.Connector;

        Directory.Delete(folder, recursive: true);

        Assert.Equal("", connector.GetType().Assembly.Location);
        Assert.Equal("", PackageType(connector).Assembly.Location);
    }

    [Fact]
    public void Ignores_folders_without_a_connector_file()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "notes"));

        Assert.Empty(_directory.Load().Entries);
        Assert.Empty(_directory.Log.Warnings);
    }

    [Fact]
    public void Is_empty_and_says_so_when_the_directory_does_not_exist()
    {
        var catalog = ConnectorCatalog.Load(Path.Combine(_directory.Path, "nowhere"), _directory.Log);

        Assert.Empty(catalog.Entries);
        Assert.Null(catalog.Find("alpha"));
        Assert.Contains("does not exist", Assert.Single(_directory.Log.Warnings), StringComparison.Ordinal);
    }

    private static AssemblyLoadContext Context(ConnectorCatalog catalog, string id) =>
        AssemblyLoadContext.GetLoadContext(catalog.Find(id)!.Connector.GetType().Assembly)!;

    private static Type PackageType(ConnectorCatalog catalog, string id) => PackageType(catalog.Find(id)!.Connector);

    private static Type PackageType(IConnector connector) =>
        AssemblyLoadContext.GetLoadContext(connector.GetType().Assembly)!
            .Assemblies.Single(assembly => assembly.GetName().Name == "CsvHelper")
            .GetType("CsvHelper.CsvReader", throwOnError: true)!;
}
