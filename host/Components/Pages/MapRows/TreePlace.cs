namespace MSPortal.Connectors.Host.Components.Pages.MapRows;

/// <summary>How a container stands in the tree view.</summary>
/// <param name="Depth">How far it is moved in.</param>
/// <param name="IsClosed">Whether what is inside is left out.</param>
/// <param name="ToggleAddress">The page with this branch opened or closed.</param>
/// <param name="ShowsPath">Whether what is above must be said because it is not on the page.</param>
public sealed record TreePlace(int Depth, bool IsClosed, string ToggleAddress, bool ShowsPath);
