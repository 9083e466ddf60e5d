namespace MSPortal.Connectors.Tests.Architecture;

public sealed class ReferenceTests
{
    private const string Sdk = "sdk/MSPortal.Connectors.Sdk/MSPortal.Connectors.Sdk.csproj";
    private const string SdkTesting = "sdk/MSPortal.Connectors.Sdk.Testing/MSPortal.Connectors.Sdk.Testing.csproj";
    private const string Core = "core/MSPortal.Connectors.Core/MSPortal.Connectors.Core.csproj";
    private const string Connector = "connectors/Acme/MSPortal.Connectors.Acme.csproj";
    private const string Simulator = "connectors/Acme.Simulator/MSPortal.Connectors.Acme.Simulator.csproj";
    private const string Migrations = "core/MSPortal.Connectors.Migrations.Sqlite/MSPortal.Connectors.Migrations.Sqlite.csproj";
    private const string Host = "host/MSPortal.Connectors.Host.csproj";
    private const string CrashHook = "tests/CrashHook/MSPortal.Connectors.Tests.CrashHook.csproj";
    private const string Acceptance = "tests/acceptance/MSPortal.Connectors.Tests.Acceptance.csproj";

    [Fact]
    public void Every_project_references_only_what_the_table_allows()
    {
        var projects = Repository.Files("", ".csproj").Select(Project.Read).ToArray();

        Assert.Contains(projects, project => project.Path == Core && project.References.Contains(Sdk));
        Assert.Empty(ReferenceRules.Violations(projects));
    }

    [Theory]
    [InlineData(Sdk, Core)]
    [InlineData(SdkTesting, Core)]
    [InlineData(Connector, Core)]
    [InlineData(Connector, SdkTesting)]
    [InlineData(Connector, Simulator)]
    [InlineData(Simulator, Core)]
    [InlineData(Simulator, Connector)]
    [InlineData(Core, Connector)]
    [InlineData(Core, SdkTesting)]
    [InlineData(Migrations, Connector)]
    [InlineData(Host, Connector)]
    [InlineData(Acceptance, Core)]
    [InlineData(Acceptance, Host)]
    [InlineData(Host, CrashHook)]
    [InlineData(CrashHook, Core)]
    public void A_forbidden_reference_would_be_found(string project, string reference) =>
        Assert.Equal([$"{project} must not reference {reference}"], ReferenceRules.Violations([new Project(project, [reference], [])]));

    [Theory]
    [InlineData(Core, Connector)]
    [InlineData(Connector, Core)]
    [InlineData(Connector, Host)]
    public void A_forbidden_build_order_would_be_found(string project, string reference) =>
        Assert.Equal(
            [$"{project} must not ask for {reference} to be built"],
            ReferenceRules.Violations([new Project(project, [], [reference])]));

    [Theory]
    [InlineData(Connector, Simulator)]
    [InlineData(Host, Connector)]
    [InlineData(Acceptance, Host)]
    public void Building_something_before_is_no_reference(string project, string reference) =>
        Assert.Empty(ReferenceRules.Violations([new Project(project, [], [reference])]));

    [Fact]
    public void A_project_without_a_row_would_be_found() =>
        Assert.Equal(["tools/X/X.csproj is in no row of the table"], ReferenceRules.Violations([new Project("tools/X/X.csproj", [], [])]));

    [Fact]
    public void Reads_both_ways_to_write_build_order()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "X.csproj");
        File.WriteAllText(file, """
            <Project>
              <ItemGroup>
                <ProjectReference Include="A.csproj" />
                <ProjectReference Include="B.csproj" ReferenceOutputAssembly="false" />
                <ProjectReference Include="C.csproj"><ReferenceOutputAssembly>False</ReferenceOutputAssembly></ProjectReference>
              </ItemGroup>
            </Project>
            """);

        var project = Project.Read(file);

        Assert.Equal(["A.csproj"], project.References.Select(Path.GetFileName));
        Assert.Equal(["B.csproj", "C.csproj"], project.BuildOrder.Select(Path.GetFileName));
    }
}
