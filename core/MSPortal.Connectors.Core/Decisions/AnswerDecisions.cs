using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>What became of one of several answers.</summary>
/// <param name="Code">Code of the refusal; null when it was done. So are the two that follow.</param>
public sealed record DecisionOutcome(Guid Id, bool Ok, string? Code, string? Message, string? Cure);

/// <summary>Answers decisions as the person: each by the action that its page would call, with its permission and its audit entry.</summary>
public sealed class AnswerDecisions(FindDecisions find, SnoozeDecisions snooze, RecordRefused record)
{
    /// <summary>Stands for the recommended answer, whatever it is.</summary>
    public const string Recommended = "recommended";

    /// <summary>Most decisions in one call.</summary>
    public const int Most = 500;

    /// <summary>Answers one decision, or puts it off.</summary>
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, string? answer, DateTimeOffset? snoozeUntil, CancellationToken cancellationToken)
    {
        var outcomes = await RunAsync(actor, [id], answer, snoozeUntil, cancellationToken);
        return outcomes.IsOk ? outcomes.Value[0] is { } refusal ? refusal : new Done() : outcomes.Refusal;
    }

    /// <summary>Answers several, or puts them off. What is refused does not keep the others from being done.</summary>
    public async Task<Result<DecisionOutcome[]>> RunForAllAsync(Actor actor, IReadOnlyList<Guid>? ids, string? answer, DateTimeOffset? snoozeUntil, CancellationToken cancellationToken)
    {
        if (ids is null or { Count: 0 or > Most })
            return new InvalidValue("ids", $"Between 1 and {Most} decisions can be answered at once.");

        var distinct = ids.Distinct().ToArray();
        var outcomes = await RunAsync(actor, distinct, answer, snoozeUntil, cancellationToken);
        if (!outcomes.IsOk)
            return outcomes.Refusal;

        await NoteAsync(actor, outcomes.Value);
        return distinct.Zip(outcomes.Value, (id, refusal) => new DecisionOutcome(id, refusal is null, refusal?.Code, refusal?.Message, refusal?.Cure)).ToArray();
    }

    // Inside an answer that is none of a refusal nobody else would see them. What was done is done, so that this does not end with the request.
    private async Task NoteAsync(Actor actor, IEnumerable<Refusal?> refusals)
    {
        if (actor.Witness is not null)
            return;
        foreach (var alike in refusals.OfType<Refusal>().Where(r => r.Kind == RefusalKind.Forbidden).GroupBy(r => r.Code))
            await record.RunAsync(actor, new RefusedAttempt("answer_decision", new AuditSubject("request", null, "Several decisions at once"), alike.Key), alike.Count(), CancellationToken.None);
    }

    private async Task<Result<Refusal?[]>> RunAsync(Actor actor, Guid[] ids, string? answer, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (actor.Lacks(until is null ? Permission.ImportDevices : Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(answer) == until is null)
            return new InvalidValue("answer", "Give exactly one of answer and snoozeUntil.");
        if (until is { } time && snooze.Refuses(time) is { } invalid)
            return invalid;

        var found = (await find.RunAsync(actor.Tenant, cancellationToken)).ToDictionary(f => f.Decision.Id);
        var refusals = new Refusal?[ids.Length];
        List<Decision> putOff = [];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!found.TryGetValue(ids[i], out var one))
                refusals[i] = new DecisionGone();
            else if (until is not null)
                putOff.Add(one.Decision);
            else
                refusals[i] = await AnswerAsync(actor, one.Decision, one.Source, answer!.Trim(), cancellationToken);
        }

        if (putOff.Count > 0)
            await snooze.RunAsync(actor, putOff, until!.Value, "decision.snoozed", cancellationToken);
        return refusals;
    }

    private static async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, IDecisionSource source, string answer, CancellationToken cancellationToken)
    {
        var key = answer == Recommended ? decision.Recommended : answer;
        if (!decision.Answers.Any(a => a.Key == key))
            return new InvalidValue("answer", $"\"{answer}\" is no answer to this. It takes: {string.Join(", ", decision.Answers.Select(a => a.Key))}, {Recommended}.");

        try
        {
            // What it was about is not there any more: somebody else has answered since this was looked up.
            return await source.AnswerAsync(actor, decision, key, cancellationToken) is { } refusal ? refusal.Kind == RefusalKind.NotFound ? new DecisionGone() : refusal : null;
        }
        catch (Exception e) when (ChangedMeanwhile.IsReasonOf(e))
        {
            // One of several must not keep the others from being answered, or their outcomes from being told.
            return new ChangedMeanwhile();
        }
    }
}

/// <summary>What the decision was about has been settled in another way.</summary>
public sealed record DecisionGone() : Refusal(
    RefusalKind.Conflict,
    "decision_gone",
    "Nothing waits under this id: what it was about has been settled, or has changed, meanwhile.",
    "Look at the list of decisions again.");
