using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>A staged device as far as a sync must know it to tell whether there is something to write.</summary>
internal sealed class StagedEntry
{
    public required StagedDeviceId Id { get; init; }

    public required int Number { get; init; }

    public required string ExternalId { get; init; }

    public required ContainerId? ContainerId { get; set; }

    /// <summary>The first half of the content hash.</summary>
    public required UInt128 Hash { get; set; }

    public required DateTimeOffset ObservedAt { get; set; }

    /// <summary>Hash of the observation.</summary>
    public required long Observed { get; set; }

    /// <summary>Whether earlier runs did not see it.</summary>
    public required bool IsMissed { get; set; }

    /// <summary>Whether it counts as gone at the vendor.</summary>
    public required bool IsGone { get; set; }

    /// <summary>Company of the device in the inventory that it was imported as; null when it was not imported.</summary>
    public required CompanyId? DeviceCompany { get; init; }

    /// <summary>See <see cref="StagedDevice.KeptFrom"/>.</summary>
    public CompanyId? KeptFrom { get; init; }

    /// <summary>See <see cref="StagedDevice.MovedTo"/>.</summary>
    public CompanyId? MovedTo { get; set; }

    /// <summary>Whether the device waits for a person because too many moved at once.</summary>
    public bool IsMoveHeld { get; set; }

    /// <summary>Whether that device does not show what the record says.</summary>
    public required bool IsDeviceBehind { get; set; }

    /// <summary>Whether that device has other records too.</summary>
    public bool IsShared { get; init; }
}

/// <summary>
/// The staged devices, containers and device types of an integration, in memory for as long as a run reads devices: what did not change
/// then costs the database nothing. Others may change them meanwhile, but only in turns, which are counted.
/// </summary>
internal sealed class StagedIndex(IntegrationId integration)
{
    private Dictionary<string, StagedEntry> _staged = new(StringComparer.Ordinal);
    private Dictionary<string, LeftOutRecord> _leftOut = new(StringComparer.Ordinal);
    private Dictionary<string, Container> _containers = new(StringComparer.Ordinal);
    private Dictionary<ContainerId, CompanyId?> _companies = [];
    private long? _turns;

    /// <summary>The provider device types by key.</summary>
    public Dictionary<string, ProviderType> Types { get; private set; } = [];

    public IReadOnlyCollection<StagedEntry> Entries => _staged.Values;

    /// <summary>Staged devices that the run saw in no container that is known, though they were in one.</summary>
    public HashSet<StagedDeviceId> Lost { get; } = [];

    /// <summary>Those that this worker counted as updated because they would follow their container.</summary>
    public HashSet<StagedDeviceId> Following { get; } = [];

    /// <summary>What happens to imported devices whose container belongs to another company.</summary>
    public MoveChoice OnMove { get; private set; }

    /// <summary>Number for the next new device.</summary>
    public int NextNumber { get; private set; } = 1;

    public StagedEntry? Find(string externalId) => _staged.GetValueOrDefault(externalId);

    /// <summary>The container with the vendor's id; null when there is none, or nothing was read yet. May be asked while another thread refreshes.</summary>
    public Container? Container(string? externalId) => externalId is null ? null : _containers.GetValueOrDefault(externalId);

    /// <summary>The company that a container belongs to; null when it belongs to none, or there is none.</summary>
    public CompanyId? CompanyOf(ContainerId? container) => container is { } id ? _companies.GetValueOrDefault(id) : null;

    public void Add(StagedEntry entry)
    {
        _staged.Add(entry.ExternalId, entry);
        NextNumber = Math.Max(NextNumber, entry.Number + 1);
    }

    /// <summary>Takes a device out of staging. What a person said about it is remembered, as the database does.</summary>
    public void Remove(StagedEntry entry, TenantId tenant)
    {
        _staged.Remove(entry.ExternalId);
        if (entry.KeptFrom is { } from)
            _leftOut[entry.ExternalId] = new LeftOutRecord { TenantId = tenant, Id = entry.Id, IntegrationId = integration, ExternalId = entry.ExternalId, KeptFrom = from };
    }

    /// <summary>What is remembered of a device that comes to staging; null when nothing is. Given once.</summary>
    public LeftOutRecord? TakeLeftOut(string externalId) => _leftOut.Remove(externalId, out var record) ? record : null;

    /// <summary>Reads everything again if somebody else took a turn since. In the caller's transaction, which has the turn.</summary>
    public async Task RefreshAsync(ConnectorsDb db, long turns, CancellationToken cancellationToken)
    {
        if (_turns == turns)
            return;

        OnMove = await db.Integrations.Where(i => i.Id == integration).Select(i => i.OnMove).SingleAsync(cancellationToken);
        Types = await db.ProviderTypes.AsNoTracking().Where(t => t.IntegrationId == integration)
            .ToDictionaryAsync(t => t.Key, StringComparer.Ordinal, cancellationToken);
        _containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration)
            .ToDictionaryAsync(c => c.ExternalId, StringComparer.Ordinal, cancellationToken);
        _companies = _containers.Values.ToDictionary(c => c.Id, c => c.CompanyId);
        _leftOut = await db.LeftOutRecords.AsNoTracking().Where(r => r.IntegrationId == integration)
            .ToDictionaryAsync(r => r.ExternalId, StringComparer.Ordinal, cancellationToken);
        var rows =
            from record in db.StagedDevices.AsNoTracking()
            where record.IntegrationId == integration
            join link in db.DeviceLinks on new { record.TenantId, StagedDeviceId = record.Id } equals new { link.TenantId, link.StagedDeviceId } into links
            from link in links.DefaultIfEmpty()
            join device in db.Devices on new { link.TenantId, Id = link.DeviceId } equals new { device.TenantId, device.Id } into devices
            from device in devices.DefaultIfEmpty()
            select new
            {
                record.Id,
                record.Number,
                record.ExternalId,
                record.ContainerId,
                record.ContentHash,
                record.Observation.ObservedAt,
                Observed = record.Observation.Hash,
                record.MissedRuns,
                record.NotSeenSince,
                Company = link == null ? null : (CompanyId?)device!.CompanyId,
                record.KeptFrom,
                record.MovedTo,
                record.IsMoveHeld,
                IsBehind = link != null && link.SupersededAt == null && link.AppliedHash != record.ContentHash,
            };
        var shared = (await db.DeviceLinks
            .Where(l => l.IntegrationId == integration && db.DeviceLinks.Any(o => o.TenantId == l.TenantId && o.DeviceId == l.DeviceId && o.StagedDeviceId != l.StagedDeviceId))
            .Select(l => l.StagedDeviceId).ToListAsync(cancellationToken)).ToHashSet();

        _staged = new Dictionary<string, StagedEntry>(_staged.Count, StringComparer.Ordinal);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Add(new StagedEntry
            {
                Id = row.Id,
                Number = row.Number,
                ExternalId = row.ExternalId,
                ContainerId = row.ContainerId,
                Hash = Half(row.ContentHash),
                ObservedAt = row.ObservedAt,
                Observed = row.Observed,
                IsMissed = row.MissedRuns > 0,
                IsGone = row.NotSeenSince is not null,
                DeviceCompany = row.Company,
                KeptFrom = row.KeptFrom,
                MovedTo = row.MovedTo,
                IsMoveHeld = row.IsMoveHeld && row.MovedTo != row.Company && row.MovedTo != row.KeptFrom && CompanyOf(row.ContainerId) is var its && (its is null || its == row.MovedTo),
                IsDeviceBehind = row.IsBehind,
                IsShared = shared.Contains(row.Id),
            });
        }

        _turns = turns;
    }

    /// <summary>The half of a content hash that is kept in memory.</summary>
    public static UInt128 Half(string hash) => UInt128.Parse(hash.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
