using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>A request whose sender is known.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Segments">Path below the base address.</param>
/// <param name="Query">Query string.</param>
/// <param name="Body">Content as text.</param>
/// <param name="Account">Account of the token.</param>
public sealed record ApiCall(string Method, IReadOnlyList<string> Segments, IQueryCollection Query, string Body, Account Account)
{
    /// <summary>What is wrong with the pages of a list; null when nothing is.</summary>
    public FaultKind? PageFault { get; init; }

    /// <summary>A whole number out of the query string.</summary>
    public int Number(string name, int otherwise) =>
        int.TryParse(Query[name], out var number) && number > 0 ? number : otherwise;
}
