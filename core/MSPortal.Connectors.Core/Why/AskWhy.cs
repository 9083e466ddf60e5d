using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>
/// Says for a serial number, host name or vendor's id where the device is, what led there, and the one step that changes it; and
/// the same for a container or a vendor's device type by its name or id.
/// It reads only: the vendor is not asked.
/// </summary>
public sealed class AskWhy(Databases databases, ConnectorCatalog catalog)
{
    private const int MostPlaces = 10;
    private const int LongestQuery = 200;

    public async Task<Result<WhyAnswer>> RunAsync(Actor actor, string? query, CancellationToken cancellationToken)
    {
        var wanted = StorableText.Of((query ?? "").Trim(), LongestQuery);
        if (wanted.Length == 0)
            return new QueryTooShort();

        await using var db = databases.Open(actor.Tenant);
        var found = await FindRecords.OfAsync(db, wanted, cancellationToken);
        var hosts = found.Count > 0 ? null : await FoundHostNames.OfAsync(db, wanted, cancellationToken);
        found = hosts?.Whole ?? found;
        var setup = await FoundSetup.OfAsync(db, wanted, cancellationToken);
        if (found.Count + setup.Count > 0)
        {
            // Devices are often called like their type: what was named itself is not crowded out by them.
            var named = await PlacesAsync(db, setup, Math.Max(MostPlaces - found.Count, MostPlaces / 2), cancellationToken);
            var devices = await PlacesAsync(db, found, cancellationToken);
            return Answer(wanted, found.Count + setup.Count, [.. devices.Take(MostPlaces - named.Count), .. named]);
        }

        var integrations = await IntegrationsAsync(db, await db.Integrations.AsNoTracking().OrderBy(i => i.Name).ThenBy(i => i.Id).ToListAsync(cancellationToken), cancellationToken);
        List<WhyPlace> rejected = [];
        foreach (var facts in integrations)
            rejected.AddRange(await ExplainAbsence.RejectedAsync(db, facts, wanted, cancellationToken));
        if (rejected.Count > 0)
            return Answer(wanted, rejected.Count, rejected);

        found = await FindRecords.WithAsync(db, wanted, hosts!, cancellationToken);
        if (found.Count > 0)
            return Answer(wanted, found.Count, await PlacesAsync(db, found, cancellationToken));
        if (wanted.Length < FindRecords.ShortestPart)
            return new QueryTooShort();

        setup = await FoundSetup.WithAsync(db, wanted, cancellationToken);
        if (setup.Count > 0)
            return Answer(wanted, setup.Count, await PlacesAsync(db, setup, MostPlaces, cancellationToken));

        List<WhyPlace> places = [];
        foreach (var facts in integrations)
            places.Add(await ExplainAbsence.TellAsync(db, facts, wanted, cancellationToken));
        places = [.. places.DefaultIfEmpty(ExplainAbsence.NoIntegration()).OrderBy(p => ExplainAbsence.Rank(p.State))];
        return new WhyAnswer(wanted, places[0].State, places[0].Message, places[0].Step, 0, places);
    }

    private async Task<List<WhyPlace>> PlacesAsync(ConnectorsDb db, FoundSetup found, int most, CancellationToken cancellationToken)
    {
        if (most <= 0 || found.Count == 0)
            return [];

        var ids = found.Containers.Select(c => c.IntegrationId).Concat(found.Types.Select(t => t.IntegrationId)).Distinct().ToArray();
        var integrations = (await IntegrationsAsync(db, await db.Integrations.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(cancellationToken), cancellationToken))
            .ToDictionary(f => f.Integration.Id);
        var names = await WhyNames.LoadAsync(db, [.. found.Containers.Select(c => c.CompanyId).OfType<CompanyId>().Distinct()], cancellationToken);
        List<WhyPlace> places = [];
        foreach (var container in found.Containers.Take(most))
            places.Add(await ExplainContainer.TellAsync(db, container, integrations[container.IntegrationId], names, cancellationToken));
        foreach (var type in found.Types.Take(most - places.Count))
            places.Add(await ExplainType.TellAsync(db, type, integrations[type.IntegrationId], names, cancellationToken));
        return places;
    }

    // Several records of one device are one answer: the first that something is to be said about, else that all is well.
    private static WhyAnswer Answer(string query, int matches, List<WhyPlace> places) => places.Count == 1 || IsOneDevice(matches, places)
        ? new WhyAnswer(query, places[0].State, places[0].Message, places[0].Step, matches, places)
        : new WhyAnswer(
            query,
            WhyState.Several,
            $"{matches} things fit \"{query}\"{(places.Count < matches ? $"; these are the first {places.Count}" : "")}.",
            new WhyStep("Look at the one that you mean, or give its whole serial number or the vendor's id.", null, Permission.Read),
            matches,
            places);

    // What needs a person goes first, records that stepped back go last.
    private static int Rank(StagedJoin row) =>
        row.Link is { IsLive: false } && row.Status != StagedStatus.Held ? 2 : row.Status == StagedStatus.Imported ? 1 : 0;

    private static bool IsOneDevice(int matches, List<WhyPlace> places) =>
        places.Count == matches && places[0].Record?.DeviceId is { } device && places.TrueForAll(p => p.Record?.DeviceId == device);

    private async Task<List<WhyPlace>> PlacesAsync(ConnectorsDb db, FoundRecords found, CancellationToken cancellationToken)
    {
        StagedDeviceId[] staged = [.. found.Staged.Take(MostPlaces)];
        DeviceId[] orphans = [.. found.Orphans.Take(MostPlaces - staged.Length)];
        var rows = await StagedJoin.Of(db, db.StagedDevices.Where(d => staged.Contains(d.Id))).AsNoTracking().ToListAsync(cancellationToken);
        var devices = await db.Devices.AsNoTracking().Where(d => orphans.Contains(d.Id)).ToListAsync(cancellationToken);
        var ids = rows.Select(r => r.Record.IntegrationId).Distinct().ToArray();
        var integrations = (await IntegrationsAsync(db, await db.Integrations.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(cancellationToken), cancellationToken))
            .ToDictionary(f => f.Integration.Id);
        CompanyId[] companies =
        [
            .. rows.Select(r => r.Container?.CompanyId).Concat(rows.Select(r => r.Device?.CompanyId)).Concat(devices.Select(d => (CompanyId?)d.CompanyId)).OfType<CompanyId>().Distinct(),
        ];
        var names = await WhyNames.LoadAsync(db, companies, cancellationToken);

        List<WhyPlace> places = [];
        foreach (var row in rows.OrderBy(Rank).ThenBy(r => r.Record.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Record.Id.Value))
            places.Add(await PlaceAsync(db, row, integrations[row.Record.IntegrationId], names, cancellationToken));
        places.AddRange(devices.Select(device => Orphan(device, names)));
        return places;
    }

    private static async Task<WhyPlace> PlaceAsync(ConnectorsDb db, StagedJoin row, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken)
    {
        var company = names.Ref(row.Container?.CompanyId);
        var kept = await PersonsAct.KeptAsync(db, row, cancellationToken);
        var (state, message, step) = ExplainRecord.Of(row, facts, company?.Name, kept?.By);
        return new WhyPlace(
            state,
            message,
            step,
            facts.Id,
            facts.Integration.Name,
            new WhyRecord(
                row.Record.Name,
                row.Record.SerialNumber,
                row.Record.ExternalId,
                row.Container is { } container ? facts.PathOf(container) : null,
                row.Device is { } device ? names.Ref(device.CompanyId) : company,
                row.Type.Name,
                row.Record.Id.Value,
                row.Device?.Id.Value),
            await TraceOfRecord.TellAsync(db, row, facts, names, kept, cancellationToken));
    }

    private static WhyPlace Orphan(Device device, WhyNames names)
    {
        var page = new WhyTarget(WhyPage.Device, Id: device.Id.Value);
        return new WhyPlace(
            WhyState.NoSource,
            "It is in the Device Inventory, but no integration reports it any more. It stays with what was last known.",
            new WhyStep("Connect the account that it came from again, if it is to have news.", new WhyTarget(WhyPage.Integrations)),
            null,
            null,
            new WhyRecord(device.Name, device.SerialNumber, null, null, names.Ref(device.CompanyId), names.DeviceType(device.DeviceTypeId), null, device.Id.Value),
            [
                new WhyTrace("Imported into the Device Inventory.", device.CreatedAt, null, page),
                new WhyTrace("Last written by a sync, an import or a person.", device.UpdatedAt, null, page),
            ]);
    }

    private async Task<List<IntegrationFacts>> IntegrationsAsync(ConnectorsDb db, List<Integration> integrations, CancellationToken cancellationToken)
    {
        List<IntegrationFacts> facts = [];
        foreach (var integration in integrations)
            facts.Add(await IntegrationFacts.LoadAsync(db, integration, catalog, cancellationToken));
        return facts;
    }
}
