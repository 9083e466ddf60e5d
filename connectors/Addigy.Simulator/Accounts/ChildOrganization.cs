namespace MSPortal.Connectors.Addigy.Simulator.Accounts;

/// <summary>An organization below an account's own.</summary>
/// <param name="OrganizationId">Its id.</param>
/// <param name="CompanyName">Its name.</param>
/// <param name="DeviceCount">Number of its devices, as listed.</param>
public sealed record ChildOrganization(string OrganizationId, string CompanyName, int DeviceCount);
