using MSPortal.Connectors.Core.Inventory.Links;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Says in words why a record belongs to a device.</summary>
internal static class LinkWords
{
    public static string Reason(LinkReason reason) => reason switch
    {
        LinkReason.SameSerial => "Linked: same serial number",
        LinkReason.ReEnrolled => "Linked: enrolled anew",
        LinkReason.Joined => "Joined by hand",
        LinkReason.Split => "Split off",
        _ => "Imported",
    };
}
