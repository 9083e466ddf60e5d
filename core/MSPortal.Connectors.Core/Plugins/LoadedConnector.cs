using System.Reflection;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>A connector that can be used, with what it declares: read once and checked when it was loaded.</summary>
/// <param name="Connector">Makes connections.</param>
/// <param name="Manifest">Who the vendor is and what the connector may do.</param>
/// <param name="Setup">The wizard's connect pages.</param>
/// <param name="Mappers">Mappers by the key of their source.</param>
public sealed record LoadedConnector(
    IConnector Connector,
    ConnectorManifest Manifest,
    IReadOnlyList<SetupStep> Setup,
    IReadOnlyDictionary<string, IFactMapper> Mappers)
{
    internal static LoadedConnector From(Assembly assembly)
    {
        Type[] types = [.. assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConnector)))];

        if (types.Length == 0)
            throw Broken("Its assembly holds no class that implements IConnector.");

        if (types.Length > 1)
            throw Broken($"Its assembly holds {types.Length} connectors, and there may be only one: {Names(types)}.");

        if (types[0].GetConstructor(Type.EmptyTypes) is null)
            throw Broken($"{types[0].Name} has no public constructor without parameters.");

        return From(Try($"The constructor of {types[0].Name}", () => (IConnector)Activator.CreateInstance(types[0])!));
    }

    internal static LoadedConnector From(IConnector connector)
    {
        var manifest = Try("Reading its manifest", () => connector.Manifest)
            ?? throw Broken("It has no manifest.");
        var setup = Try("Reading its setup", () => connector.Setup?.ToArray())
            ?? throw Broken("It has no setup.");
        var mappers = Try("Reading its mappers", () => connector.Mappers?.Select(mapper => (mapper?.SourceKey, mapper)).ToArray())
            ?? throw Broken("It has no list of mappers.");

        var problem = ManifestRules.Problem(manifest) ?? SetupRules.Problem(setup);
        if (problem is not null)
            throw Broken(problem);

        var byKey = new Dictionary<string, IFactMapper>(StringComparer.Ordinal);
        foreach (var (key, mapper) in mappers)
        {
            if (mapper is null || string.IsNullOrEmpty(key))
                throw Broken("A mapper does not name its source.");
            if (!byKey.TryAdd(key, mapper))
                throw Broken($"Two mappers are for the source '{key}'.");
        }

        return new LoadedConnector(connector, manifest, setup, byKey);
    }

    private static T Try<T>(string what, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            if (cause is FileNotFoundException or FileLoadException or TypeLoadException or MissingMemberException)
                throw cause;

            throw new BrokenConnectorException(
                $"{what} failed with {cause.GetType().Name}: {cause.Message}", BrokenConnectorException.AskAuthor, cause);
        }
    }

    private static string Names(Type[] types) => string.Join(", ", types.Select(type => type.Name).Order(StringComparer.Ordinal));

    private static BrokenConnectorException Broken(string reason) => new(reason, BrokenConnectorException.AskAuthor);
}
