using MSPortal.Connectors.Core.Decisions;

namespace MSPortal.Connectors.Host.Components.Pages.Decisions;

/// <summary>Puts kinds of decisions into words.</summary>
internal static class DecisionWords
{
    public static string Of(DecisionKind kind) => kind switch
    {
        DecisionKind.MappingQuestion => "Containers whose company is in doubt",
        DecisionKind.DevicesMoved => "Devices that moved to another company",
        DecisionKind.SerialConflict => "Devices that may be in the inventory already",
        DecisionKind.RecordReturned => "Devices that are reported again",
        DecisionKind.SyncHeld => "Syncs that were held",
        DecisionKind.TypeUnmapped => "Types without a device type",
        DecisionKind.ContainersFit => "Containers that fit a company",
        DecisionKind.IntegrationAttention => "Integrations that do not sync",
        DecisionKind.VendorBlocked => "Vendors that do not answer for a time",
        _ => "Connectors that could not be loaded",
    };
}
