using System.Xml.Linq;

namespace MSPortal.Connectors.Tests.Architecture;

/// <summary>A project file and the projects it references.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="References">Paths of the projects it compiles against.</param>
/// <param name="BuildOrder">Paths of the projects that are only built before it (ReferenceOutputAssembly="false").</param>
internal sealed record Project(string Path, IReadOnlyList<string> References, IReadOnlyList<string> BuildOrder)
{
    public static Project Read(string file)
    {
        var folder = System.IO.Path.GetDirectoryName(file)!;
        var references = XDocument.Load(file).Descendants()
            .Where(element => element.Name.LocalName == "ProjectReference" && element.Attribute("Include") is not null)
            .ToLookup(
                element => Metadata(element, "ReferenceOutputAssembly") == "false",
                element => Repository.Relative(System.IO.Path.GetFullPath(
                    element.Attribute("Include")!.Value.Replace('\\', '/'), folder)));

        return new Project(Repository.Relative(file), [.. references[false]], [.. references[true]]);
    }

    private static string? Metadata(XElement reference, string name) =>
        (reference.Attribute(name)?.Value
            ?? reference.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value)?.ToLowerInvariant();
}
