namespace MSPortal.Connectors.Core.Companies;

/// <summary>A company for people and programs.</summary>
/// <param name="Containers">Number of containers mapped to it.</param>
/// <param name="Devices">Number of its devices in the inventory.</param>
public sealed record CompanyView(Guid Id, string Name, int Containers, int Devices, DateTimeOffset CreatedAt);

/// <summary>A company where only its name matters.</summary>
public sealed record CompanyRef(Guid Id, string Name);
