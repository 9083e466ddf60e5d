using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Api;

namespace MSPortal.Connectors.Host.Components.Pages.Audit;

/// <summary>The tenant's audit log.</summary>
public sealed partial class AuditPage(ListAudit list)
{
    private Page<AuditView>? _page;
    private Refusal? _refusal;
    private Refusal? _wrong;

    [SupplyParameterFromQuery(Name = "who")]
    public string? Who { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "subject")]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "result")]
    public string? Result { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Channel { get; set; }

    public override bool IsFiltered =>
        base.IsFiltered || new[] { Who, Action, Subject, From, To, Result, Channel }.Any(v => !string.IsNullOrWhiteSpace(v));

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        // A mistyped address shows all that the rest of it leaves, and says so.
        var filter = new AuditQuery(Who, Action, Subject, From, To, Result, Channel, null).ToFilter(Search);
        _wrong = filter.Refusal;
        var result = await list.RunAsync(Actor, filter.Value ?? new AuditFilter { Text = Search }, Request, cancellationToken);
        (_page, _refusal) = (result.Value, result.Refusal);
    }

    private string ExportAddress(string format)
    {
        var query = new Dictionary<string, string?>
        {
            ["format"] = format, ["search"] = Search, ["who"] = Who, ["action"] = Action, ["subject"] = Subject,
            ["from"] = From, ["to"] = To, ["result"] = Result, ["channel"] = Channel,
        };
        return "/api/v1/audit?" + string.Join('&', query.Where(q => !string.IsNullOrWhiteSpace(q.Value)).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}"));
    }
}
