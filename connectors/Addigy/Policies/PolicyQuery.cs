namespace MSPortal.Connectors.Addigy.Policies;

/// <summary>Asks for policies; without ids Addigy answers with all of them.</summary>
internal sealed record PolicyQuery;
