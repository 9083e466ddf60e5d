using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>What a file says about itself before it is loaded.</summary>
internal static class AssemblyFacts
{
    private static readonly (string Name, Version Version) Sdk = OwnSdk();

    /// <summary>Throws unless the file is a .NET assembly that was built against an SDK this host can serve.</summary>
    public static void Check(string path)
    {
        var file = Path.GetFileName(path);
        var wanted = SdkVersion(path, file)
            ?? throw new BrokenConnectorException(
                $"{file} is not a connector: it does not use {Sdk.Name}.", BrokenConnectorException.CopyAgain);

        if (wanted.Major != Sdk.Version.Major || wanted > Sdk.Version)
        {
            throw new BrokenConnectorException(
                $"{file} was built against version {wanted.ToString(2)} of the SDK; this host has {Sdk.Version.ToString(2)}.",
                "Install the version of the connector that was made for this host, or another version of the host.");
        }
    }

    private static Version? SdkVersion(string path, string file)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
                throw NotAnAssembly(file);

            var metadata = image.GetMetadataReader();
            return metadata.AssemblyReferences
                .Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.StringComparer.Equals(reference.Name, Sdk.Name))
                .Select(reference => reference.Version)
                .FirstOrDefault();
        }
        catch (BadImageFormatException)
        {
            throw NotAnAssembly(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BrokenConnectorException($"{file} can't be read: {e.Message}", BrokenConnectorException.CopyAgain, e);
        }
    }

    private static BrokenConnectorException NotAnAssembly(string file) =>
        new($"{file} is not a .NET assembly.", BrokenConnectorException.CopyAgain);

    private static (string Name, Version Version) OwnSdk()
    {
        var name = typeof(IConnector).Assembly.GetName();
        return (name.Name!, name.Version!);
    }
}
