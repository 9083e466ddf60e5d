using System.Text.Json;
using MSPortal.Connectors.Core.Companies;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>How many devices would be changed in which way. Counts what happens in the inventory.</summary>
public sealed record PlanTotals(int Create = 0, int Update = 0, int Move = 0, int Retire = 0, int Hold = 0, int Skip = 0)
{
    /// <summary>Rows that there is something to do for.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int ToDo => Create + Update + Move + Retire;

    /// <summary>All rows.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int All => ToDo + Hold + Skip;

    internal static PlanTotals Of(IEnumerable<PlannedChange> changes)
    {
        var counts = changes.CountBy(c => c).ToDictionary();
        int Count(PlannedChange change) => counts.GetValueOrDefault(change);
        return new PlanTotals(
            Count(PlannedChange.Create), Count(PlannedChange.Update), Count(PlannedChange.Move),
            Count(PlannedChange.Retire), Count(PlannedChange.Hold), Count(PlannedChange.Skip));
    }
}

/// <summary>What would change for one company: the one the devices belong to afterwards, or, for those that leave, before.</summary>
/// <param name="Company">Null for devices that belong to none.</param>
/// <param name="MovesAway">Devices that another company gets from this one; they count there as moved.</param>
/// <param name="Excluded">Rows of this company, before or afterwards, that are unticked; null when that was not counted.</param>
public sealed record PlanCompany(CompanyRef? Company, int Create, int Update, int Move, int Retire, int Hold, int Skip, int MovesAway, int? Excluded = null)
{
    /// <summary>Rows that there is something to do for, before or afterwards.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int ToDo => Create + Update + Move + Retire + MovesAway;
}

/// <summary>The numbers of a plan, and the names that its rows need.</summary>
internal sealed record PlanSummary(PlanTotals Totals, IReadOnlyList<PlanCompany> Companies, IReadOnlyDictionary<Guid, string> Names);

/// <summary>A plan for people and programs.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Total">Rows that there is something to do for, without those that were unticked; known once it is applied.</param>
/// <param name="Applied">Rows done so far.</param>
/// <param name="Excluded">Rows that are unticked.</param>
/// <param name="Revision">Becomes another each time rows are ticked or unticked.</param>
/// <param name="PassedOver">Rows left alone because they had changed meanwhile.</param>
/// <param name="Undoable">Whether it could be undone.</param>
/// <param name="WhyNotUndoable">Why not; null when it can.</param>
/// <param name="Notes">What else is to be said: settings that were left as they are, and why.</param>
/// <param name="Error">Why it broke off; null otherwise. It can be taken up again.</param>
/// <param name="IsUndo">Whether the work at hand, or the one that broke off, is the undo.</param>
/// <param name="RowsRemovedAt">When its rows were removed because they were old; null while they are there.</param>
public sealed record PlanView(
    Guid Id,
    PlanKind Kind,
    string Title,
    Guid? IntegrationId,
    string? IntegrationName,
    PlanState State,
    PlanTotals Totals,
    IReadOnlyList<PlanCompany> Companies,
    int Total,
    int Applied,
    int PassedOver,
    int Excluded,
    int Revision,
    int Undone,
    int Kept,
    bool Undoable,
    string? WhyNotUndoable,
    IReadOnlyList<string> Notes,
    string? Error,
    bool IsUndo,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string? AppliedBy,
    DateTimeOffset? AppliedAt,
    string? UndoneBy,
    DateTimeOffset? UndoneAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? RowsRemovedAt)
{
    /// <summary>What was done of <see cref="Totals"/> when it was applied, an undo later notwithstanding; null before, and of plans of earlier versions.</summary>
    public PlanTotals? Done { get; init; }

    /// <summary>
    /// Whether applying it would be refused because what it was based on has changed. Null when it does not wait to be applied,
    /// or when that was not looked at: a list looks at so many rows only.
    /// </summary>
    public bool? IsStale { get; init; }

    /// <summary>What has changed, as a sentence; null when nothing has, or when that was not looked at.</summary>
    public string? WhyStale { get; init; }

    internal static PlanView From(Plan plan)
    {
        var summary = JsonSerializer.Deserialize<PlanSummary>(plan.Summary)!;
        return new PlanView(
            plan.Id.Value, plan.Kind, plan.Title, plan.IntegrationId?.Value, plan.IntegrationName, plan.State,
            summary.Totals, summary.Companies,
            plan.Total, plan.Applied, plan.PassedOver, plan.Excluded, plan.Revision, plan.Undone, plan.Kept,
            plan.WhyNotUndoable is null, plan.WhyNotUndoable, JsonSerializer.Deserialize<string[]>(plan.Notes)!, plan.ErrorMessage, plan.IsUndo,
            plan.CreatedBy, plan.CreatedAt, plan.AppliedBy, plan.AppliedAt, plan.UndoneBy, plan.UndoneAt, plan.FinishedAt, plan.RowsRemovedAt)
        {
            Done = plan.Done is null ? null : JsonSerializer.Deserialize<PlanTotals>(plan.Done),
        };
    }
}

/// <summary>Why a row is as it is.</summary>
public sealed record PlanReason(string Code, string Message);

/// <summary>A row of a plan for people and programs.</summary>
/// <param name="Id">What to name it by when it is unticked.</param>
/// <param name="Company">The company it belongs to afterwards; null for none.</param>
/// <param name="FromCompany">The company it belongs to before; null when it is not in the inventory.</param>
/// <param name="OutcomeReason">Why it became of it what did; null when nothing is to be said.</param>
public sealed record PlanItemView(
    Guid Id,
    Guid? StagedDeviceId,
    Guid? DeviceId,
    string Name,
    string? SerialNumber,
    CompanyRef? Company,
    CompanyRef? FromCompany,
    PlannedChange Change,
    PlanReason Reason,
    PlanOutcome Outcome,
    string? OutcomeReason);
