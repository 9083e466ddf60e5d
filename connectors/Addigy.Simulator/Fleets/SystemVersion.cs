namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>An operating system.</summary>
/// <param name="Product">macOS, iOS (iPads too) or tvOS.</param>
/// <param name="Version">Version such as 15.5.</param>
/// <param name="Build">Build such as 24F74.</param>
/// <param name="Darwin">Major version of the kernel.</param>
public sealed record SystemVersion(string Product, string Version, string Build, int Darwin);
