using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Account;

/// <summary>Makes the first organisation and its owner.</summary>
public sealed partial class FirstAdminPage
{
    /// <summary>Why the last attempt failed.</summary>
    [SupplyParameterFromQuery]
    private string? Problem { get; set; }

    [SupplyParameterFromQuery]
    private string? Organisation { get; set; }

    [SupplyParameterFromQuery]
    private string? Email { get; set; }

    private string? DescribedBy => Problem is null ? null : "problem";
}
