using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>
/// Whose devices a container without a decision seems to hold: its serial numbers that are known already, by company. Only
/// the counts are kept; devices of unmapped containers are not.
/// </summary>
/// <param name="Total">Devices of the container that told a usable serial number.</param>
/// <param name="Known">How many of those are known, by company.</param>
internal sealed record SerialEvidence(int Total, IReadOnlyDictionary<Guid, int> Known)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static SerialEvidence? From(string? json) => json is null ? null : JsonSerializer.Deserialize<SerialEvidence>(json);

    /// <summary>The company that nearly all known serial numbers belong to; null when too few are known, or they disagree.</summary>
    public (Guid Company, int Devices)? Owner
    {
        get
        {
            if (Known.Count == 0)
                return null;

            var (company, devices) = Known.MaxBy(k => k.Value);
            return devices >= 3 && devices >= 0.8 * Known.Values.Sum() ? (company, devices) : null;
        }
    }
}

/// <summary>Counts serial numbers while the pages of a run come in.</summary>
internal sealed class SerialTally
{
    private readonly Dictionary<ContainerId, (int Total, Dictionary<Guid, int> Known)> _containers = [];

    /// <summary>Looks up the serial numbers of a page.</summary>
    /// <param name="serials">Containers without a decision, each with a serial number of one of its devices.</param>
    public async Task AddAsync(ConnectorsDb db, IntegrationId integration, IReadOnlyList<(ContainerId Container, string Serial)> serials, CancellationToken cancellationToken)
    {
        var usable = serials.Where(s => IsUsable(s.Serial)).ToList();
        if (usable.Count == 0)
            return;

        string[] wanted = [.. usable.Select(s => s.Serial).Distinct(StringComparer.Ordinal)];
        string?[] keys = [.. usable.Select(s => TrustedSerial.Compared(s.Serial)).Distinct(StringComparer.Ordinal)];
        // What this integration brought into the inventory itself is no second witness.
        var inventory = await db.Devices.Where(d => wanted.Contains(d.SerialNumber!) && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id && l.IntegrationId == integration))
            .Select(d => new { d.SerialNumber, d.CompanyId }).ToListAsync(cancellationToken);
        var elsewhere = await db.StagedDevices.Where(d => d.IntegrationId != integration && keys.Contains(d.SerialKey))
            .Join(db.Containers, d => new { d.TenantId, Id = d.ContainerId }, c => new { c.TenantId, Id = (ContainerId?)c.Id }, (d, c) => new { SerialNumber = d.SerialKey, c.CompanyId })
            .Where(x => x.CompanyId != null)
            .Select(x => new { x.SerialNumber, CompanyId = x.CompanyId!.Value }).ToListAsync(cancellationToken);

        // A serial number that two companies have tells nothing.
        var owners = inventory.Concat(elsewhere).GroupBy(x => TrustedSerial.Compared(x.SerialNumber)!, x => x.CompanyId, StringComparer.Ordinal)
            .Where(g => g.Distinct().Count() == 1)
            .ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        foreach (var (container, serial) in usable)
            Count(container, owners.TryGetValue(TrustedSerial.Compared(serial)!, out var owner) ? owner : null);
    }

    /// <summary>What was counted for a container; null when nothing of it is known.</summary>
    public SerialEvidence? Of(ContainerId container) =>
        _containers.TryGetValue(container, out var counts) && counts.Known.Count > 0 ? new SerialEvidence(counts.Total, counts.Known) : null;

    /// <summary>Whether a serial number can tell one device from all others.</summary>
    public static bool IsUsable(string serial) => !TrustedSerial.IsPlaceholder(serial);

    private void Count(ContainerId container, Guid? owner)
    {
        var (total, known) = _containers.GetValueOrDefault(container, (0, []));
        if (owner is { } company)
            known[company] = known.GetValueOrDefault(company) + 1;
        _containers[container] = (total + 1, known);
    }
}
