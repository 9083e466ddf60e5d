namespace MSPortal.Connectors.Tests.Architecture;

public sealed class FolderTests
{
    private static readonly string[] Forbidden =
    [
        "Services", "Models", "Helpers", "Utilities", "Utils", "Common", "Shared", "Managers", "Entities", "Dtos", "Interfaces", "Enums",
    ];

    [Fact]
    public void Folders_are_named_after_features() =>
        Assert.Empty(Violations(new[] { "sdk", "connectors", "core", "host" }
            .SelectMany(folder => Repository.Folders(Path.Combine(Repository.Root, folder)))
            .Select(Repository.Relative)));

    [Theory]
    [InlineData("core/MSPortal.Connectors.Core/Services")]
    [InlineData("host/Components/shared")]
    public void A_folder_named_after_a_kind_of_class_would_be_found(string folder) => Assert.Equal([folder], Violations([folder]));

    private static IEnumerable<string> Violations(IEnumerable<string> folders) =>
        folders.Where(folder => Forbidden.Contains(folder.Split('/')[^1], StringComparer.OrdinalIgnoreCase));
}
