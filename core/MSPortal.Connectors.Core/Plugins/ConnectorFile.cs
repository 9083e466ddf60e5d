using System.Text.Json;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>What a connector folder's connector.json says, as full paths.</summary>
internal sealed record ConnectorFile(string AssemblyPath, string? SimulatorPath)
{
    public const string Name = "connector.json";

    public static ConnectorFile Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Broken($"{Name} holds no JSON object.");

            var assembly = PathIn(folder, document.RootElement, "assembly")
                ?? throw Broken($"{Name} does not name the connector's assembly in the field 'assembly'.");
            if (!File.Exists(assembly))
                throw Broken($"{Name} names the assembly {Path.GetFileName(assembly)}, which is not in the folder.");

            return new ConnectorFile(assembly, PathIn(folder, document.RootElement, "simulator"));
        }
        catch (JsonException e)
        {
            throw Broken($"{Name} is not valid JSON (line {e.LineNumber + 1}).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken($"{Name} can't be read: {e.Message}", e);
        }
    }

    private static string? PathIn(string folder, JsonElement json, string field)
    {
        if (!json.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || string.IsNullOrWhiteSpace(text))
            throw Broken($"The field '{field}' of {Name} is not a file name.");

        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(text, root);
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw Broken($"The field '{field}' of {Name} points out of the connector's folder.");
    }

    private static BrokenConnectorException Broken(string reason, Exception? inner = null) =>
        new(reason, BrokenConnectorException.CopyAgain, inner);
}
