using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Account;

/// <summary>Stands in for a page that could not be given.</summary>
public sealed partial class Status
{
    /// <summary>The HTTP status.</summary>
    [Parameter]
    public int Code { get; set; }

    private string Title => Code switch
    {
        404 => "There is nothing at this address",
        400 => "This form is no longer valid",
        _ => "This can't be shown",
    };

    private string Text => Code switch
    {
        404 => "It may have been deleted, or the address has a mistake in it.",
        400 => "It was open for too long, or you signed in or out elsewhere. Go back, reload the page and try again.",
        _ => $"The host answered with the status {Code}. Go to the start and try again.",
    };
}
