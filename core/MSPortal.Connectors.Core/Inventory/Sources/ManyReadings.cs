using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>Reads a device that several records feed: each fact with who says so, and who says otherwise.</summary>
internal static class ManyReadings
{
    /// <param name="feeding">The links that feed it.</param>
    public static async Task<Func<FactKey, ReadingView>> OfAsync(ConnectorsDb db, Device device, IReadOnlyList<LinkView> feeding, CancellationToken cancellationToken)
    {
        var order = await SourceOrder.LoadAsync(db, cancellationToken);
        var links = await db.DeviceLinks.AsNoTracking().Where(l => l.DeviceId == device.Id).ToListAsync(cancellationToken);
        LinkedSource[] sources = [.. (await LinkedSource.LoadAsync(db, links, cancellationToken))[device.Id]];
        var names = feeding.ToDictionary(l => l.Id, l => l.IntegrationName);
        var all = string.Join(", ", feeding.Select(l => l.IntegrationName).Distinct());
        return key =>
        {
            var chosen = MergedFacts.Choose(sources, key, order);
            return GetDevice.Reading(
                key,
                chosen.Fact,
                chosen.Source is { } source ? NameOf(source) : all,
                chosen.Source?.ObservedAt ?? device.Observation.ObservedAt,
                Others(key, chosen));
        };

        string NameOf(LinkedSource source) => names.GetValueOrDefault(source.Link.StagedDeviceId.Value, all);

        List<OtherReading> Others(FactKey key, ChosenFact chosen) =>
        [
            .. from source in sources
               where source != chosen.Source
               let fact = source.Facts.GetValueOrDefault(key.Key)
               where fact is { State: ReadingState.Known, Value: not null }
               let value = fact.Value!.Value
               where chosen.Fact?.Value?.GetRawText() != value.GetRawText()
               select new OtherReading(NameOf(source), value, fact.ObservedAt ?? source.ObservedAt),
        ];
    }
}
