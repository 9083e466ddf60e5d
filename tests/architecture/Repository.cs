namespace MSPortal.Connectors.Tests.Architecture;

/// <summary>The files of this repository, without what builds leave behind.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Full paths of the files under a folder of the root; none when the folder does not exist.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Folders(Path.Combine(Root, folder))
            .SelectMany(Directory.EnumerateFiles)
            .Where(file => extensions.Contains(Path.GetExtension(file)));

    /// <summary>A folder and all folders below it.</summary>
    public static IEnumerable<string> Folders(string folder)
    {
        if (!Directory.Exists(folder))
            return [];

        return Directory.EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is var name && !Skipped.Contains(name) && !name.StartsWith('.'))
            .SelectMany(Folders)
            .Prepend(folder);
    }

    /// <summary>A path as the rules and messages write it: from the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MSPortal.Connectors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("MSPortal.Connectors.sln was not found above the test.");

        return folder.FullName;
    }
}
