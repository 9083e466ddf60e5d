using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>What a page changes about staged devices. Rows that stay as they are don't appear.</summary>
internal sealed class StagedChanges
{
    /// <summary>New rows, each with its observation.</summary>
    public List<StagedDevice> Created { get; } = [];

    /// <summary>Of the new rows those that were there before, with what a person had said about them then.</summary>
    public List<LeftOutRecord> Returned { get; } = [];

    /// <summary>Rows whose content changed, whole; what only the host knows about them is not written.</summary>
    public List<StagedDevice> Updated { get; } = [];

    /// <summary>Rows that were seen with the same content, at another place, or again.</summary>
    public List<StagedTouch> Touched { get; } = [];

    /// <summary>Of the rows that were there those whose container now belongs to another company than before.</summary>
    public Dictionary<StagedDeviceId, StagedMove> Moved { get; } = [];

    /// <summary>What was observed of rows that were there, newer than what is kept.</summary>
    public List<StagedObservation> Observed { get; } = [];

    /// <summary>Rows to take away.</summary>
    public List<StagedDeviceId> Removed { get; } = [];

    /// <summary>Rows whose device in the inventory must be brought up to date.</summary>
    public List<StagedDeviceId> ForInventory { get; } = [];

    /// <summary>Rows whose device in the inventory gets a new observation.</summary>
    public List<StagedDeviceId> ObservedInInventory { get; } = [];

    /// <summary>Rows with news for a device that has other records too, so that it must be said anew what counts.</summary>
    public List<StagedDeviceId> ForSharedDevices { get; } = [];
}

/// <summary>A staged device that was seen.</summary>
internal readonly record struct StagedTouch(StagedDeviceId Id, ContainerId? Container, DateTimeOffset At);

/// <summary>That the vendor moved a device to another company, or back.</summary>
/// <param name="To">See <see cref="StagedDevice.MovedTo"/>.</param>
/// <param name="IsHeld">See <see cref="StagedDevice.IsMoveHeld"/>.</param>
internal readonly record struct StagedMove(CompanyId? To, bool IsHeld);
