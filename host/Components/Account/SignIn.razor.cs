using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Account;

/// <summary>Asks a person who they are. A plain form: a circuit can't set cookies.</summary>
public sealed partial class SignIn
{
    /// <summary>"wrong" or "locked" after an attempt that failed.</summary>
    [SupplyParameterFromQuery]
    private string? Problem { get; set; }

    [SupplyParameterFromQuery]
    private string? Email { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    private string? DescribedBy => Problem is null ? null : "problem";
}
