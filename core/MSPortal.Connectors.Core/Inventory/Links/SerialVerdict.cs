using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>What the serial number of a record that is about to be imported says about where it belongs.</summary>
internal abstract record SerialVerdict;

/// <summary>It is a device of its own.</summary>
/// <param name="Note">What stood against joining it, as a sentence; null when there was nothing to join it to.</param>
internal sealed record OwnDevice(string? Note = null) : SerialVerdict;

/// <summary>It belongs to a device that is there.</summary>
/// <param name="Supersedes">The record whose place it takes; null when it only stands beside those of other integrations.</param>
/// <param name="Evidence">Why, as a sentence.</param>
internal sealed record JoinsDevice(DeviceId Device, StagedDeviceId? Supersedes, string Evidence) : SerialVerdict;

/// <summary>It may belong to a device that is there, but that is not certain: a person must say.</summary>
/// <param name="Message">What speaks against it, as a sentence.</param>
/// <param name="Others">The records of the devices that it may belong to.</param>
internal sealed record InConflict(string Message, IReadOnlyList<RecordName> Others) : SerialVerdict;

/// <summary>A record that is about to be imported, as far as its serial number is looked at.</summary>
/// <param name="Company">That of its container; null for none.</param>
/// <param name="IsLinked">Whether it belongs to a device already.</param>
/// <param name="IsSeen">Whether the last complete run saw it.</param>
internal sealed record SerialClaim(
    StagedDeviceId Id, RecordName Name, string? SerialNumber, CompanyId? Company, bool IsLinked, bool IsSeen, DateTimeOffset FirstSeenAt)
{
    public static SerialClaim Of(StagedJoin row) => new(
        row.Record.Id,
        new RecordName(row.Record.IntegrationId, row.Record.ExternalId),
        TrustedSerial.IsHypervisor(row.Record.Manufacturer, row.Record.Model) ? null : row.Record.SerialNumber,
        row.Container?.CompanyId,
        row.Link is not null,
        row.Record.MissedRuns == 0 && row.Record.NotSeenSince is null,
        row.Record.FirstSeenAt);
}

/// <summary>A record with the serial number in question.</summary>
/// <param name="Device">The device that it belongs to; null when it was not imported.</param>
/// <param name="IsLive">Whether it feeds that device.</param>
/// <param name="IsPresent">Whether the last complete run saw it.</param>
internal sealed record SerialBearer(
    StagedDeviceId Id, RecordName Name, string SerialKey, bool IsPresent, DeviceId? Device, bool IsLive, DateTimeOffset? LinkedAt);
