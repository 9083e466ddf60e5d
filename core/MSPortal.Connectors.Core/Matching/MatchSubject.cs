namespace MSPortal.Connectors.Core.Matching;

/// <summary>What the names are names of.</summary>
public enum MatchSubject
{
    /// <summary>Companies: legal forms and what MSPs write around a client's name tell nothing.</summary>
    Company,

    /// <summary>Device types: "Laptop", "Server" and "iPad" are the name itself.</summary>
    DeviceType,
}
