using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;

namespace MSPortal.Connectors.Host.Components.Pages.Why;

/// <summary>Answers why a device is where it is.</summary>
public sealed partial class AskPage(AskWhy ask)
{
    private WhyAnswer? _answer;
    private Refusal? _refusal;
    private string? _asked;

    [SupplyParameterFromQuery(Name = "query")]
    public string? Query { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Query)
            return;

        _asked = Query;
        (_answer, _refusal) = (null, null);
        if (string.IsNullOrWhiteSpace(Query))
            return;

        var asked = Query;
        var result = await ask.RunAsync(Actor, asked, Gone);

        // Whoever types on has asked something else meanwhile.
        if (asked == Query)
            (_answer, _refusal) = (result.Value, result.Refusal);
    }
}
