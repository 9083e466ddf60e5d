using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>Loads a connector's assembly into a context of its own. The only file that knows the plugin library.</summary>
internal static class ConnectorAssembly
{
    private static readonly IReadOnlyList<AssemblyName> Shared = SharedWithConnectors();

    public static Assembly Load(string path)
    {
        AssemblyFacts.Check(path);

        // The context lives as long as its assemblies, and connectors stay loaded until the host ends: nothing to dispose.
        var loader = PluginLoader.CreateFromAssemblyFile(path, config =>
        {
            // Files stay unlocked, so that an operator can put a new version in place while the host runs.
            config.LoadInMemory = true;
            config.IsLazyLoaded = true;
            foreach (var name in Shared)
                config.SharedAssemblies.Add(name);
        });

        var assembly = loader.LoadDefaultAssembly();
        foreach (var reference in assembly.GetReferencedAssemblies())
            CheckReference(loader, reference);

        return assembly;
    }

    private static void CheckReference(PluginLoader loader, AssemblyName reference)
    {
        Assembly found;
        try
        {
            found = loader.LoadAssembly(reference);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw Missing(reference, e);
        }

        // The runtime falls back to the host's private packages, which would tie the connector to what this host happens to use.
        if (AssemblyLoadContext.GetLoadContext(found) == AssemblyLoadContext.GetLoadContext(typeof(ConnectorAssembly).Assembly)
            && Path.GetDirectoryName(found.Location) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)
            && !IsOfThePlatform(reference.Name))
        {
            throw Missing(reference, null);
        }
    }

    // The host may carry newer copies of the platform's own assemblies than the runtime has; the SDK is lent on purpose.
    private static bool IsOfThePlatform(string? name) =>
        name is not null
        && (name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || Shared.Any(shared => shared.Name == name));

    private static BrokenConnectorException Missing(AssemblyName reference, Exception? inner) =>
        new(
            $"It needs {reference.Name} {reference.Version?.ToString(3)}, which is not in its folder.",
            BrokenConnectorException.CopyAgain,
            inner);

    private static AssemblyName[] SharedWithConnectors()
    {
        var platform = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);
        return
        [
            typeof(IConnector).Assembly.GetName(),
            .. platform.Select(path => Path.GetFileNameWithoutExtension(path)).Where(IsShared).Select(name => new AssemblyName(name)),
        ];
    }

    private static bool IsShared(string name) =>
        name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || name == "Polly"
        || name.StartsWith("Polly.", StringComparison.Ordinal);
}
