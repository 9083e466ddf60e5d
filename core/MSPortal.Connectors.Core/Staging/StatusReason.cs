namespace MSPortal.Connectors.Core.Staging;

/// <summary>Why a staged device is where it is, and the one step that changes it.</summary>
public sealed record StatusReason(string Code, string Message, string Cure)
{
    /// <summary>The reason behind a status; null when there is nothing to explain.</summary>
    public static StatusReason? Of(StagedStatus status, string typeName, string? failure, bool isImported) => status switch
    {
        StagedStatus.Failed => new("import_failed", failure ?? "The last import of this device failed.", "Mend the cause and import it again."),
        StagedStatus.Ignored => new("type_ignored", $"The type \"{typeName}\" is ignored, so nothing of it is imported.", "Switch Ignore off for the type."),
        StagedStatus.TypeUnmapped => new("type_unmapped", $"The type \"{typeName}\" maps to no device type.", "Choose a device type under Maps To, or use Quick Create."),
        StagedStatus.ContainerUnmapped => new("container_unmapped", "The device is in the inventory, but the vendor now has it where no company is mapped.", "Map the container that it is in. The device stays as it is until then."),
        StagedStatus.Held when !isImported => new("container_questioned", "It is in doubt which company the device's container belongs to.", "Answer the question at the container, under Conflicts of the mapping."),
        StagedStatus.Held => new("company_changed", "The device is in the inventory under another company than the one its container is mapped to.", "Import the device by hand to move it, or map the container back."),
        StagedStatus.NotSeen => new("not_seen", "The vendor did not report the device in two complete syncs.", "Check at the vendor whether it was removed. It comes back by itself when it is reported again."),
        _ => null,
    };
}
