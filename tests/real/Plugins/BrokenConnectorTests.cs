using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MSPortal.Connectors.Core.Plugins;

namespace MSPortal.Connectors.Tests.Real.Plugins;

public sealed class BrokenConnectorTests : IDisposable
{
    private readonly ConnectorsDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("{ not json", "connector.json is not valid JSON (line 1).")]
    [InlineData("[]", "connector.json holds no JSON object.")]
    [InlineData("{}", "connector.json does not name the connector's assembly in the field 'assembly'.")]
    [InlineData("""{ "assembly": 7 }""", "The field 'assembly' of connector.json is not a file name.")]
    [InlineData("""{ "assembly": "../../etc/x.dll" }""", "The field 'assembly' of connector.json points out of the connector's folder.")]
    [InlineData("""{ "assembly": "/etc/passwd" }""", "The field 'assembly' of connector.json points out of the connector's folder.")]
    [InlineData("""{ "assembly": "Gone.dll" }""", "connector.json names the assembly Gone.dll, which is not in the folder.")]
    [InlineData("""{ "assembly": "connector.json" }""", "connector.json is not a .NET assembly.")]
    public void Says_what_is_wrong_with_the_folder(string json, string reason)
    {
        _directory.HasFolder("broken", json);

        AssertFails(reason);
    }

    [Fact]
    public void Names_the_exception_of_a_constructor()
    {
        _directory.Has("Throwing");

        AssertFails("The constructor of ThrowingConnector failed with InvalidOperationException: Nothing works today.");
    }

    [Fact]
    public void Checks_the_manifest()
    {
        _directory.Has("Invalid");

        AssertFails("The manifest declares no read call.");
    }

    [Fact]
    public void Refuses_two_connectors_in_one_assembly()
    {
        _directory.Has("Twins");

        AssertFails("Its assembly holds 2 connectors, and there may be only one: FirstConnector, SecondConnector.");
    }

    [Fact]
    public void Refuses_an_assembly_without_a_connector()
    {
        var error = Assert.Throws<BrokenConnectorException>(() => LoadedConnector.From(typeof(FactAttribute).Assembly));

        Assert.Equal("Its assembly holds no class that implements IConnector.", error.Message);
    }

    [Fact]
    public void Refuses_an_assembly_that_does_not_use_the_sdk()
    {
        var folder = _directory.HasFolder("other", """{ "assembly": "Other.dll" }""");
        File.Copy(typeof(FactAttribute).Assembly.Location, Path.Combine(folder, "Other.dll"));

        AssertFails("Other.dll is not a connector: it does not use MSPortal.Connectors.Sdk.");
    }

    [Fact]
    public void Names_a_package_that_is_missing()
    {
        File.Delete(Path.Combine(_directory.Has("Beta"), "CsvHelper.dll"));

        AssertFails("It needs CsvHelper 34.0.0, which is not in its folder.");
    }

    [Fact]
    public void Does_not_lend_the_hosts_own_package_to_a_connector_that_lacks_it()
    {
        File.Delete(Path.Combine(_directory.Has("Alpha"), "CsvHelper.dll"));

        AssertFails("It needs CsvHelper 32.0.0, which is not in its folder.");
    }

    [Fact]
    public void Refuses_a_connector_built_against_another_major_version_of_the_sdk()
    {
        SetSdkMajorVersion(Path.Combine(_directory.Has("Alpha"), "MSPortal.Connectors.Tests.Alpha.dll"), 9);

        AssertFails("MSPortal.Connectors.Tests.Alpha.dll was built against version 9.0 of the SDK; this host has 1.0.");
    }

    [Fact]
    public void Keeps_the_first_of_two_connectors_with_one_id()
    {
        _directory.Has("Alpha", "a");
        _directory.Has("Alpha", "b");

        var catalog = _directory.Load();

        Assert.Equal([ConnectorStatus.Ready, ConnectorStatus.Failed], catalog.Entries.Select(entry => entry.Status));
        Assert.Equal("Another folder already holds a connector with the id 'alpha'.", catalog.Entries[1].FailureReason);
        Assert.Equal("b", catalog.Entries[1].Id);
        Assert.NotNull(catalog.Find("alpha"));
    }

    [Fact]
    public void Harms_no_other_connector()
    {
        _directory.HasFolder("A-broken", "{");
        _directory.Has("Throwing");
        _directory.Has("Invalid");
        _directory.Has("Twins");
        _directory.Has("Beta");

        var catalog = _directory.Load();

        Assert.Equal(5, catalog.Entries.Count);
        Assert.NotNull(catalog.Find("beta"));
        Assert.Equal(4, catalog.Entries.Count(entry => entry.Status == ConnectorStatus.Failed));
        Assert.Equal(4, _directory.Log.Warnings.Count());
    }

    private void AssertFails(string reason)
    {
        var catalog = _directory.Load();

        var entry = Assert.Single(catalog.Entries);
        Assert.Equal(reason, entry.FailureReason);
        Assert.Equal(ConnectorStatus.Failed, entry.Status);
        Assert.False(string.IsNullOrWhiteSpace(entry.FailureCure));
        Assert.Equal(Path.GetFileName(entry.Folder), entry.Id);
        Assert.Contains(reason, Assert.Single(_directory.Log.Warnings), StringComparison.Ordinal);
    }

    private static void SetSdkMajorVersion(string path, ushort major)
    {
        var bytes = File.ReadAllBytes(path);
        using (var image = new PEReader(new MemoryStream(bytes)))
        {
            var metadata = image.GetMetadataReader();
            var sdk = metadata.AssemblyReferences.Single(reference =>
                metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, "MSPortal.Connectors.Sdk"));
            var row = metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
                + ((MetadataTokens.GetRowNumber(sdk) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));

            // A row of that table starts with its major version.
            BitConverter.GetBytes(major).CopyTo(bytes, image.PEHeaders.MetadataStartOffset + row);
        }

        File.WriteAllBytes(path, bytes);
    }
}
