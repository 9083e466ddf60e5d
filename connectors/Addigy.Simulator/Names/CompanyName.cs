namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>A customer of the MSP.</summary>
/// <param name="InBooks">The name in the MSP's own books.</param>
/// <param name="OfPolicy">The name of the policy that somebody once made for it in Addigy.</param>
public sealed record CompanyName(string InBooks, string OfPolicy)
{
    /// <summary>Mail domain; ends in a name that is reserved for examples.</summary>
    public string Domain => $"{InBooks.ToPlain()}.example";
}
