using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.MapRows;

/// <summary>What a person can do about a container.</summary>
public enum MapAct
{
    /// <summary>Map it to a company.</summary>
    Map,

    /// <summary>Take its own mapping, or its "never map", away.</summary>
    Unmap,

    /// <summary>Never map it.</summary>
    Skip,

    /// <summary>Have everything inside inherit its company.</summary>
    ApplyToChildren,
}

/// <summary>What a person does about containers.</summary>
/// <param name="Company">Where to map them; null for all else.</param>
public sealed record MapChange(MapAct Act, CompanyRef? Company = null)
{
    public ContainerDecision Decision => new(Company?.Id, Act == MapAct.Skip);
}

/// <summary>How it goes with saving a row's change.</summary>
/// <param name="Refusal">Why it could not be saved; null while it is on its way, and when it is saved.</param>
public sealed record RowSave(MapChange Change, bool IsSaved = false, Refusal? Refusal = null)
{
    public bool IsSaving => !IsSaved && Refusal is null;
}
