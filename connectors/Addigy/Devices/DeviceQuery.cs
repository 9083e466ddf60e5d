namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Asks for one page of all devices; never filtered, see docs/connectors/addigy.md, "Devices".</summary>
/// <param name="Page">Number of the page, from 1.</param>
/// <param name="PerPage">Devices a page.</param>
internal sealed record DeviceQuery(int Page, int PerPage)
{
    public string SortField { get; } = FactNames.SerialNumber;

    public string SortDirection { get; } = "asc";

    public IReadOnlyList<string> DesiredFactIdentifiers { get; } = FactNames.All;
}
