namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>How much a word says about which company is meant.</summary>
internal enum WordKind : byte
{
    Content,
    Qualifier,
    Number,
    Stop,
    Noise,
    Legal,

    /// <summary>Where a company is, written after its legal form: "Acme B.V., Amsterdam".</summary>
    Address,
}
