namespace MSPortal.Connectors.Core.Matching;

/// <summary>What may be done with the candidates of a name.</summary>
public enum MatchVerdict
{
    /// <summary>Nothing worth showing.</summary>
    None,

    /// <summary>For a person to decide.</summary>
    Proposed,

    /// <summary>The best candidate may be applied without asking.</summary>
    Automatic,
}
