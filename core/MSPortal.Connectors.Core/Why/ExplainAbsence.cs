using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.Why;

/// <summary>
/// Says what is known of a device of which no record is kept. Devices of containers without a company, and of no container, are
/// only counted, so whether it is one of them can't be said.
/// </summary>
internal static class ExplainAbsence
{
    public static async Task<WhyPlace> TellAsync(ConnectorsDb db, IntegrationFacts facts, string query, CancellationToken cancellationToken)
    {
        var integration = facts.Integration;
        var inNone = await VendorCount.InNoneAsync(db, integration.Id, cancellationToken);
        var unmapped = facts.Containers.Where(c => c.CompanyId is null && c.NotSeenSince is null && c.DeviceCount > 0).OrderByDescending(c => c.DeviceCount).ToList();
        var staged = facts.Page(WhyPage.Staged);
        (WhyState State, string Message, WhyStep Step) answer =
            integration.AttentionCode is not (null or MovesBrake.Code) && facts.HeldRun is null
                ? (WhyState.SyncFailed, $"It is not known, and the last sync of {integration.Name} went wrong: {integration.AttentionMessage}", new WhyStep(integration.AttentionCure ?? "Look at the sync.", facts.Page(IsRefused(integration.AttentionCode) ? WhyPage.Credentials : WhyPage.Syncs)))
            : facts.LastWholeRun is null && !facts.HasPartialRun
                ? (WhyState.NeverSynced, $"It is not known: no sync of {integration.Name} has read devices to the end yet.", new WhyStep(facts.LastRun is { FinishedAt: null } ? "Wait for the sync that is at work." : "Choose Sync Now.", staged))
            : unmapped.Count > 0
                ? (WhyState.MaybeUnmapped, MaybeUnmapped(facts, unmapped.Count, unmapped.Sum(c => c.DeviceCount ?? 0), inNone), new WhyStep($"Map the {facts.Many} to companies: their devices are fetched at once.", facts.Page(WhyPage.Mapping)))
            : inNone > 0
                ? (WhyState.MaybeUnmapped, MaybeUnmapped(facts, 0, 0, inNone), new WhyStep($"Look for it at the vendor. If it is in no {facts.One} there, put it into one that is mapped; then choose Sync Now.", facts.Page(WhyPage.Coverage)))
            : integration.IsPaused
                ? (WhyState.Paused, $"It is not known, and scheduled syncs of {integration.Name} are paused, so newer devices are not either.", new WhyStep("Resume the schedule, or choose Sync Now.", new WhyTarget(WhyPage.Integrations)))
            : (WhyState.NotReceived, facts.LastWholeRun is null ? $"No sync of {integration.Name} received such a device; none of them saw everything for certain." : $"The last complete sync of {integration.Name} received no such device.", new WhyStep("Check at the vendor that the device is there and what it is called; then choose Sync Now.", staged));
        List<WhyTrace> trace = [.. (await PlanTraces.UndoneAsync(db, integration.Id, query, cancellationToken)).Concat(facts.Notes()).OrderBy(t => t.At is null).ThenBy(t => t.At)];
        if (inNone > 0)
            trace.Add(InNone(facts, inNone));
        trace.AddRange(unmapped.Take(5).Select(c => new WhyTrace(
            $"The {facts.One} \"{facts.PathOf(c)}\" has {Devices(c.DeviceCount ?? 0)} and no company.", c.DecidedAt, c.DecidedBy, facts.Page(WhyPage.Mapping, c.Name))));
        return new WhyPlace(answer.State, answer.Message, answer.Step, facts.Id, integration.Name, null, trace);
    }

    /// <summary>The records that the last run of an integration could not use, and that bear this id.</summary>
    public static async Task<List<WhyPlace>> RejectedAsync(ConnectorsDb db, IntegrationFacts facts, string query, CancellationToken cancellationToken)
    {
        if (facts.LastRun is not { } run)
            return [];

        var wanted = query.ToLowerInvariant();
        var rows = await db.RejectedRows.AsNoTracking()
            .Where(r => r.RunId == run.Id && r.ExternalId != null && r.ExternalId.ToLower() == wanted)
            .OrderBy(r => r.Number)
            .Take(1)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new WhyPlace(
            WhyState.Rejected,
            $"{facts.Integration.Name} reported it, but its record could not be used: {row.Reason}",
            new WhyStep("Mend the record at the vendor, then choose Sync Now. If nothing is wrong with it there, give the reason to the connector's author.", facts.RunPage(run)),
            facts.Id,
            facts.Integration.Name,
            new WhyRecord(null, null, row.ExternalId, null, null, null, null, null),
            [new WhyTrace($"Received and rejected by a sync: {row.Reason}", run.FinishedAt ?? run.StartedAt, run.RequestedBy, facts.RunPage(run)), .. facts.Notes()]));
    }

    /// <summary>How likely a state is the reason, the likeliest first.</summary>
    public static int Rank(WhyState state) => state switch
    {
        WhyState.SyncFailed => 0,
        WhyState.NeverSynced => 1,
        WhyState.MaybeUnmapped => 2,
        WhyState.Paused => 3,
        _ => 4,
    };

    /// <summary>When there is no integration at all.</summary>
    public static WhyPlace NoIntegration() => new(
        WhyState.NoIntegration,
        "It is not known: there is no integration that could report devices.",
        new WhyStep("Connect one.", new WhyTarget(WhyPage.Integrations)),
        null,
        null,
        null,
        []);

    private static string MaybeUnmapped(IntegrationFacts facts, int containers, int devices, int inNone)
    {
        var unmapped = containers == 0 ? "" : $", or it is {OneOf(devices)} in {(containers == 1 ? $"a {facts.One}" : $"{containers} {facts.Many}")} of {facts.Integration.Name} without a company";
        var unplaced = inNone == 0 ? "" : $", or it is {OneOf(inNone)} that {facts.Integration.Name} has in no {facts.One} at all";
        return $"It was not received{unmapped}{unplaced}. Those are only counted: whose they are is not known, so nothing else of them is kept.";
    }

    // They never come by themselves: no mapping says whose they are.
    private static WhyTrace InNone(IntegrationFacts facts, int devices) => new(
        $"{facts.Integration.Name} has {Devices(devices)} in no {facts.One}, or in one that it does not list. No mapping can say whose they are, so they are counted, not kept, and never imported. At the vendor, put them into a {facts.One} that is mapped; then choose Sync Now.",
        Target: facts.Page(WhyPage.Coverage));

    private static string OneOf(int count) => count == 1 ? "the 1 device" : $"one of the {count} devices";

    private static string Devices(int count) => count == 1 ? "1 device" : $"{count} devices";

    private static bool IsRefused(string code) =>
        code is ErrorCodes.SecretMalformed or ErrorCodes.CredentialsRefused or ErrorCodes.PermissionMissing or ErrorCodes.ApiNotEnabled or "secret_unreadable";
}
