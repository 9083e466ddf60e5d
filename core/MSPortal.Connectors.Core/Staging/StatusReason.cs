namespace MSPortal.Connectors.Core.Staging;

/// <summary>Why a staged device is where it is, and the one step that changes it.</summary>
public sealed record StatusReason(string Code, string Message, string Cure)
{
    /// <summary>Its serial number is that of another record, and it is not certain that both are one device.</summary>
    public const string SerialConflict = "serial_conflict";

    /// <summary>Another record took its place, and yet the vendor reports it.</summary>
    public const string SupersededReturned = "superseded_returned";

    /// <summary>What to do about a conflict of serial numbers.</summary>
    public const string SerialConflictCure = "Import it by hand, by its name, to make it a device of its own; or join it on the page of the device that it is; or map its container to that device's company and import again.";

    /// <summary>The reason behind a status; null when there is nothing to explain.</summary>
    /// <param name="failureCode">Code of the record's last failure; so is <paramref name="failure"/> its message.</param>
    /// <param name="isSuperseded">Whether another record took its place.</param>
    public static StatusReason? Of(StagedStatus status, string typeName, string? failureCode, string? failure, bool isImported, bool isSuperseded = false) => status switch
    {
        StagedStatus.Failed => new("import_failed", failure ?? "The last import of this device failed.", "Mend the cause and import it again."),
        StagedStatus.Ignored => new("type_ignored", $"The type \"{typeName}\" is ignored, so nothing of it is imported.", "Switch Ignore off for the type."),
        StagedStatus.TypeUnmapped => new("type_unmapped", $"The type \"{typeName}\" maps to no device type.", "Choose a device type under Maps To, or use Quick Create."),
        StagedStatus.ContainerUnmapped => new("container_unmapped", "The device is in the inventory, but the vendor now has it where no company is mapped.", "Map the container that it is in. The device stays as it is until then."),
        StagedStatus.Held when isSuperseded => new(SupersededReturned, "Another record with the same serial number took this one's place on its device, and yet the vendor reports this one again.", "On the page of the device, under Sources, split this record off, or link it again."),
        StagedStatus.Held when !isImported && failureCode == SerialConflict => new(SerialConflict, failure ?? "Its serial number is that of another record.", SerialConflictCure),
        StagedStatus.Held when !isImported => new("container_questioned", "It is in doubt which company the device's container belongs to.", "Answer the question at the container, under Conflicts of the mapping."),
        StagedStatus.Held => new("company_changed", "The device is in the inventory under another company than the one its container is mapped to.", "Import the device by hand to move it, or map the container back."),
        StagedStatus.NotSeen when isSuperseded => new("superseded", "The vendor no longer reports this record. Another one with the same serial number took its place on the device.", "Nothing needs to be done."),
        StagedStatus.NotSeen => new("not_seen", "The vendor did not report the device in two complete syncs.", "Check at the vendor whether it was removed. It comes back by itself when it is reported again."),
        _ => null,
    };
}
