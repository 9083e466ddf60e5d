using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Why;

/// <summary>Says in a word or two where a device is.</summary>
internal static class WhyWords
{
    public static string Text(WhyState state) => state switch
    {
        WhyState.NoIntegration => "No integration",
        WhyState.NeverSynced => "Never synced",
        WhyState.SyncFailed => "Sync failed",
        WhyState.MaybeUnmapped => "Not received, or unmapped",
        WhyState.NotReceived => "Not received",
        WhyState.New => "Staged",
        WhyState.Failed => "Import failed",
        WhyState.TypeIgnored => "Type ignored",
        WhyState.TypeUnmapped => "Type unmapped",
        WhyState.ContainerUnmapped => "Imported, now unmapped",
        WhyState.HeldForMove => "Held: company changed",
        WhyState.HeldForQuestion => "Held: company in doubt",
        WhyState.HeldForSerial => "Held: serial number in doubt",
        WhyState.Superseded => "Superseded",
        WhyState.HeldForMissing => "Held: missing with many others",
        WhyState.NotSeen => "Not seen",
        WhyState.NoSource => "Imported, no source",
        WhyState.ContainerMapped => "Mapped",
        WhyState.ContainerOpen => "Unmapped",
        WhyState.ContainerSkipped => "Never map",
        WhyState.ContainerInDoubt => "Company in doubt",
        WhyState.ContainerGone => "Gone at the vendor",
        WhyState.TypeMapped => "Imported by hand",
        WhyState.TypeAutoSynced => "Auto-Sync",
        _ => state.ToString(),
    };

    public static Tone Tone(WhyState state) => state switch
    {
        WhyState.Imported or WhyState.ContainerMapped or WhyState.TypeMapped or WhyState.TypeAutoSynced => Parts.Tone.Good,
        WhyState.New or WhyState.Changed => Parts.Tone.Info,
        WhyState.Failed or WhyState.SyncFailed or WhyState.Rejected => Parts.Tone.Bad,
        WhyState.TypeIgnored or WhyState.NotReceived or WhyState.NoSource or WhyState.ContainerSkipped or WhyState.ContainerGone => Parts.Tone.Neutral,
        _ => Parts.Tone.Warning,
    };
}
