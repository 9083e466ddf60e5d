using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>Says the status of a staged device in words.</summary>
internal static class StagedWords
{
    /// <summary>Every status, for a filter.</summary>
    public static (string Value, string Text)[] All(ContainerWords words) =>
        [.. Enum.GetValues<StagedStatus>().Select(status => (status.ToString(), Text(status, words)))];

    public static string Text(StagedStatus status, ContainerWords words) => status switch
    {
        StagedStatus.TypeUnmapped => "Type unmapped",
        StagedStatus.ContainerUnmapped => $"{words.One} unmapped",
        StagedStatus.Held => "Held",
        StagedStatus.NotSeen => "Not seen",
        _ => status.ToString(),
    };

    /// <summary>The status of a device; of one that is held, what it waits for.</summary>
    public static string Text(StagedView device, ContainerWords words) => device.Reason?.Code switch
    {
        StatusReason.SerialConflict => "Serial number in doubt",
        StatusReason.SupersededReturned => "Superseded, reported again",
        "superseded" => "Superseded",
        "company_changed" => "Company changed",
        "container_questioned" => "Company in doubt",
        _ => Text(device.Status, words),
    };

    public static Tone Tone(StagedStatus status) => status switch
    {
        StagedStatus.New or StagedStatus.Changed => Parts.Tone.Info,
        StagedStatus.Imported => Parts.Tone.Good,
        StagedStatus.Failed => Parts.Tone.Bad,
        StagedStatus.Ignored => Parts.Tone.Neutral,
        _ => Parts.Tone.Warning,
    };
}
