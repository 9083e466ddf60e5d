using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>Tells whether what a plan was based on still stands.</summary>
internal static class PlanBase
{
    private const int NamesShown = 3;

    /// <returns>Why the plan can't be applied any more, as the end of a sentence; null when it can.</returns>
    public static async Task<string?> WhyStaleAsync(ConnectorsDb db, Plan plan, PlanRequest request, CancellationToken cancellationToken) =>
        plan.RowsRemovedAt is not null ? "it is so old that its rows were removed." : await WhatChangedAsync(db, plan, request, cancellationToken);

    /// <returns>What has changed, as the end of a sentence; null when nothing has.</returns>
    public static async Task<string?> WhatChangedAsync(ConnectorsDb db, Plan plan, PlanRequest request, CancellationToken cancellationToken)
    {
        var drafted = await DraftPlan.RunAsync(db, request, cancellationToken);
        if (!drafted.IsOk)
            return drafted.Refusal.Message;

        var draft = drafted.Value;
        if (draft.RowsDigest(request) != plan.RowsDigest)
            return await WhichRowsAsync(db, plan, request, draft, cancellationToken);
        return draft.SettingsDigest == plan.SettingsDigest ? null : draft.WhatSettings;
    }

    private static async Task<string> WhichRowsAsync(ConnectorsDb db, Plan plan, PlanRequest request, PlanDraft draft, CancellationToken cancellationToken)
    {
        var items = await db.PlanItems.AsNoTracking().Where(i => i.PlanId == plan.Id)
            .Select(i => new { i.StagedDeviceId, i.DeviceId, i.Change, i.Base, i.Name })
            .ToListAsync(cancellationToken);
        var before = items.Where(i => PlanDraft.Counts(request, i.Change)).ToDictionary(i => i.StagedDeviceId?.Value ?? i.DeviceId!.Value.Value);
        var now = draft.Rows.Where(r => PlanDraft.Counts(request, r.Change)).ToDictionary(r => r.Key);
        List<string> added = [.. now.Values.Where(r => !before.ContainsKey(r.Key)).Select(r => r.Name)];
        List<string> gone = [.. before.Where(b => !now.ContainsKey(b.Key)).Select(b => b.Value.Name)];
        List<string> changed = [.. now.Values.Where(r => before.TryGetValue(r.Key, out var b) && (b.Base != r.Base || b.Change != r.Change || b.DeviceId != r.Device)).Select(r => r.Name)];
        var anew = TakeAnew(added, gone);
        List<string> parts = [];
        Tell(parts, added, "more", "that it would concern");
        Tell(parts, gone, "fewer", "that it would concern");
        Tell(parts, anew, "of the same name", "that another record stands for since");
        Tell(parts, changed, "with another state, type or company", "than before");
        return $"there {(added.Count + gone.Count + anew.Count + changed.Count == 1 ? "is" : "are")} {string.Join(", and ", parts)}.";
    }

    // A device that left staging and was staged again is another record of the same name: told as more and fewer, both would name the same.
    private static List<string> TakeAnew(List<string> added, List<string> gone)
    {
        var left = gone.GroupBy(n => n, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var both = added.FindAll(name => left.TryGetValue(name, out var count) && (left[name] = count - 1) >= 0);
        TakeOut(added, both);
        TakeOut(gone, both);
        return both;
    }

    private static void TakeOut(List<string> names, List<string> some)
    {
        var rest = some.GroupBy(n => n, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        names.RemoveAll(name => rest.TryGetValue(name, out var count) && (rest[name] = count - 1) >= 0);
    }

    private static void Tell(List<string> parts, List<string> names, string how, string end)
    {
        if (names.Count == 0)
            return;

        var some = string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? ", …" : "");
        parts.Add($"{names.Count} {(names.Count == 1 ? "device" : "devices")} {how} {end} ({some})");
    }
}
