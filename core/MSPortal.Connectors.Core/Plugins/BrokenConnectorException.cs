namespace MSPortal.Connectors.Core.Plugins;

/// <summary>A connector can't be used. Caught by the catalog, which shows reason and cure in its entry.</summary>
internal sealed class BrokenConnectorException(string reason, string cure, Exception? inner = null) : Exception(reason, inner)
{
    public const string CopyAgain = "Copy the connector's complete folder again and restart the host.";

    public const string AskAuthor = "Install another version of the connector and restart the host; its author has to fix this one.";

    public string Cure { get; } = cure;
}
