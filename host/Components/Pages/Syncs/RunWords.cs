using System.Globalization;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.VendorHttp;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>Says in words what a sync run is and does.</summary>
internal static class RunWords
{
    /// <summary>What a state means for the data.</summary>
    public static string Meaning(SyncState state) => state switch
    {
        SyncState.Queued => "It waits for a worker and begins by itself.",
        SyncState.Running => "It is at work. What it has read is saved page by page.",
        SyncState.Succeeded => "It saw everything.",
        SyncState.Partial => "It ended well, but may not have seen everything, or what it saw is in doubt. Nothing was marked as missing.",
        SyncState.Failed => "It ended with an error. What it had saved before stays.",
        SyncState.Cancelled => "Somebody stopped it. What it had saved before stays.",
        SyncState.Held => "It saw so many devices missing that it marked none of them.",
        _ => "",
    };

    public static string Text(SyncTrigger trigger) => trigger switch
    {
        SyncTrigger.Setup => "Set up",
        SyncTrigger.Manual => "Sync Now",
        SyncTrigger.Mapping => "Mapping changed",
        _ => "Schedule",
    };

    public static string Text(WaitReason reason) => reason switch
    {
        WaitReason.Budget => "The share of the vendor's request limit was used up",
        WaitReason.Retry => "Before a failed call was tried again",
        WaitReason.VendorAsked => "The vendor asked to wait",
        _ => reason.ToString(),
    };

    /// <summary>How long it took or has taken so far.</summary>
    public static string Duration(SyncRunView run, DateTimeOffset now) =>
        run.StartedAt is { } started ? Length((run.FinishedAt ?? now) - started) : "–";

    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => $"{length.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min {length.Seconds} s",
        _ => $"{(int)length.TotalHours} h {length.Minutes} min",
    };
}
