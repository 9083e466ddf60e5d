using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>A staged device as far as plans look at it.</summary>
internal sealed class PlanSubject
{
    private const int IdsAtOnce = 1_000;

    public required StagedDeviceId Id { get; init; }

    public required string Name { get; init; }

    public required string? Serial { get; init; }

    public required string TypeKey { get; init; }

    public required string TypeName { get; init; }

    public required DeviceTypeId? TypeTarget { get; init; }

    public required bool TypeIgnored { get; init; }

    public required ContainerId? Container { get; init; }

    public required CompanyId? ContainerCompany { get; init; }

    public required bool Holds { get; init; }

    public required DeviceId? Device { get; init; }

    public required CompanyId? DeviceCompany { get; init; }

    public required DeviceTypeId? DeviceType { get; init; }

    public required CompanyId? KeptFrom { get; init; }

    public required string? FailureCode { get; init; }

    public required string? Failure { get; init; }

    public required bool IsSuperseded { get; init; }

    /// <summary>Whether it counts as gone at the vendor, wherever its container belongs.</summary>
    public required bool IsNotSeen { get; init; }

    /// <summary>For what its serial number says about where it belongs.</summary>
    public required SerialClaim Claim { get; init; }

    public required StagedStatus Status { get; init; }

    /// <summary>The status without the difference that a sync makes and unmakes by itself.</summary>
    public StagedStatus Standing => Status is StagedStatus.Changed ? StagedStatus.Imported : Status;

    /// <summary>Whether it waits because of its serial number.</summary>
    public bool IsInConflict => Status is StagedStatus.Held && Device is null && FailureCode == StatusReason.SerialConflict && !Holds;

    /// <summary>Reads them, sorted by name.</summary>
    public static async Task<List<PlanSubject>> ReadAsync(IQueryable<StagedJoin> rows, CancellationToken cancellationToken)
    {
        var subjects = await rows.AsNoTracking().Select(s => new PlanSubject
        {
            Id = s.Record.Id,
            Name = s.Record.Name,
            Serial = s.Record.SerialNumber,
            TypeKey = s.Record.TypeKey,
            TypeName = s.Type.Name,
            TypeTarget = s.Type.DeviceTypeId,
            TypeIgnored = s.Type.Ignored,
            Container = s.Record.ContainerId,
            ContainerCompany = s.Container == null ? null : s.Container.CompanyId,
            Holds = s.Container != null && s.Container.HoldsNewDevices,
            Device = s.Link == null ? null : (DeviceId?)s.Link.DeviceId,
            DeviceCompany = s.Device == null ? null : (CompanyId?)s.Device.CompanyId,
            DeviceType = s.Device == null ? null : (DeviceTypeId?)s.Device.DeviceTypeId,
            KeptFrom = s.Record.KeptFrom,
            FailureCode = s.Record.FailureCode,
            Failure = s.Record.FailureMessage,
            IsSuperseded = s.Link != null && s.Link.SupersededAt != null,
            IsNotSeen = s.Record.NotSeenSince != null,
            Claim = new SerialClaim(
                s.Record.Id,
                new RecordName(s.Record.IntegrationId, s.Record.ExternalId),
                TrustedSerial.IsHypervisor(s.Record.Manufacturer, s.Record.Model) ? null : s.Record.SerialNumber,
                s.Container == null ? null : s.Container.CompanyId,
                s.Link != null,
                s.Record.MissedRuns == 0 && s.Record.NotSeenSince == null,
                s.Record.FirstSeenAt),
            Status = s.Status,
        }).ToListAsync(cancellationToken);
        subjects.Sort((a, b) => string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : a.Id.Value.CompareTo(b.Id.Value));
        return subjects;
    }

    /// <summary>Reads those with the ids, a thousand at a time.</summary>
    public static async Task<List<PlanSubject>> ReadAsync(IQueryable<StagedJoin> rows, IEnumerable<StagedDeviceId> ids, CancellationToken cancellationToken)
    {
        List<PlanSubject> subjects = [];
        foreach (var some in ids.Chunk(IdsAtOnce))
            subjects.AddRange(await ReadAsync(rows.Where(s => some.Contains(s.Record.Id)), cancellationToken));
        return subjects;
    }

    public static PlanSubject Of(StagedJoin row) => new()
    {
        Id = row.Record.Id,
        Name = row.Record.Name,
        Serial = row.Record.SerialNumber,
        TypeKey = row.Record.TypeKey,
        TypeName = row.Type.Name,
        TypeTarget = row.Type.DeviceTypeId,
        TypeIgnored = row.Type.Ignored,
        Container = row.Record.ContainerId,
        ContainerCompany = row.Container?.CompanyId,
        Holds = row.Container?.HoldsNewDevices ?? false,
        Device = row.Link?.DeviceId,
        DeviceCompany = row.Device?.CompanyId,
        DeviceType = row.Device?.DeviceTypeId,
        KeptFrom = row.Record.KeptFrom,
        FailureCode = row.Record.FailureCode,
        Failure = row.Record.FailureMessage,
        IsSuperseded = row.Link is { IsLive: false },
        IsNotSeen = row.Record.NotSeenSince is not null,
        Claim = SerialClaim.Of(row),
        Status = row.Status,
    };

    /// <summary>Stands for what a plan of the kind bases its row on; settings that the plan itself changes are not part of it.</summary>
    public string BaseFor(PlanKind kind) => Digest.Of(kind switch
    {
        PlanKind.Import or PlanKind.AutoSync => $"{Standing}|{TypeKey}|{TypeTarget?.Value}|{Container?.Value}|{ContainerCompany?.Value}|{Holds}|{Device?.Value}|{DeviceCompany?.Value}|{KeptFrom?.Value}",
        PlanKind.Retype => $"{TypeKey}|{Device?.Value}|{DeviceType?.Value}",
        _ => $"{Container?.Value}|{Device?.Value}|{DeviceCompany?.Value}|{KeptFrom?.Value}|{IsNotSeen}",
    });

    public DraftRow Plan(PlanKind kind, PlannedChange change, string code, string reason, CompanyId? to) =>
        new(Id, Device, Name, Serial, DeviceCompany, to, change, code, reason, BaseFor(kind));
}
