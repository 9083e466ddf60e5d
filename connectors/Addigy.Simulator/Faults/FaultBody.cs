namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>The body of an answer with another status.</summary>
public enum FaultBody
{
    /// <summary>The vendor's error object.</summary>
    Json,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>Nothing.</summary>
    Empty,
}
