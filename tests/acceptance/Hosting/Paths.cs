namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

internal static class Paths
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built host, of the configuration that these tests were built in.</summary>
    public static string Host { get; } = Path.Combine(
        Root,
        "host",
        AppContext.BaseDirectory.Replace(Path.Combine(Root, "tests", "acceptance"), "", StringComparison.Ordinal).Trim(Path.DirectorySeparatorChar),
        "MSPortal.Connectors.Host.dll");

    /// <summary>Where the browser tests leave their screenshots.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "MSPortal.Connectors.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return directory.FullName;
    }
}
