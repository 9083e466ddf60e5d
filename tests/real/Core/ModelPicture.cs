using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The product's state and the model's, in the same words.</summary>
internal static class ModelPicture
{
    public static string Of(ModelFleet fleet, IEnumerable<ModelRun> runs)
    {
        string[] lines =
        [
            .. fleet.Places.Values.Select(p =>
                $"site {p.Id} \"{p.Name}\" in {p.Parent ?? "-"}: said {p.Said ?? "-"}{(p.IsDecided ? " by a person" : "")}, company {p.Company ?? "-"}"
                + $"{(p.IsAsked ? $", asks, had {p.AskedCompany ?? "-"}" : "")}{(fleet.Holds(p) ? ", holds" : "")}, missed {p.Missed}{(p.IsGone ? " gone" : "")}"),
            .. fleet.Types.Select(t => $"type {t.Key}: {t.Value.Target ?? "-"} {t.Value.IsIgnored} {t.Value.HasAutoSync}"),
            .. fleet.Kept.Values.Select(k =>
                $"staged {k.Id} \"{k.Name}\" in {k.Site ?? "-"}: {k.Type} {fleet.StatusOf(k)}, missed {k.Missed}{(k.IsGone ? " gone" : "")}, inventory {k.Owner ?? "-"}{KeptFrom(k.KeptFrom)}"),
            .. fleet.LeftOut.Select(l => $"left out {l.Key}{KeptFrom(l.Value.KeptFrom)}"),
            .. fleet.Kept.Values.Where(k => k.Owner is not null).Select(k => $"device {k.Id} \"{k.Name}\" of {k.Owner}, {k.DeviceType}").Order(StringComparer.Ordinal),
            .. fleet.Companies.Select(c => $"company {c}"),
            .. runs.Select((r, i) => $"run {i + 1} {r}"),
        ];
        return string.Join('\n', lines);

        string KeptFrom(string? key) => key is null ? "" : $", kept from {fleet.NameOf(key) ?? "?"}";
    }

    public static async Task<string> TakeAsync(TestWorld world, IntegrationId integration)
    {
        await using var db = world.Open();
        var companies = await db.Companies.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, Token);
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).ToListAsync(Token);
        var deviceTypes = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, Token);
        var leftOut = await db.LeftOutRecords.AsNoTracking().Where(r => r.IntegrationId == integration).ToListAsync(Token);
        var types = await db.ProviderTypes.AsNoTracking().Where(t => t.IntegrationId == integration).ToListAsync(Token);
        var staged = await StagedJoin.In(db, integration).AsNoTracking().Select(s => new
        {
            s.Record.ExternalId,
            s.Record.Name,
            s.Record.TypeKey,
            Site = s.Container == null ? null : s.Container.ExternalId,
            s.Status,
            s.Record.MissedRuns,
            s.Record.NotSeenSince,
            s.Record.KeptFrom,
            Owner = s.Device == null ? null : (MSPortal.Connectors.Core.Companies.CompanyId?)s.Device.CompanyId,
        }).ToListAsync(Token);

        // All devices of the tenant, with or without a link: a lost one, or one too many, shows.
        var devices = await (
            from device in db.Devices.AsNoTracking()
            join link in db.DeviceLinks on device.Id equals link.DeviceId into links
            from link in links.DefaultIfEmpty()
            select new { Id = link == null ? "?" : link.ExternalId, device.Name, device.CompanyId, device.DeviceTypeId }).ToListAsync(Token);
        var runs = await db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == integration).ToListAsync(Token);
        Assert.All(runs, r => Assert.True(FleetTruth.Balances(SyncRunView.From(r).Counters), $"The books of run {r.Id.Value} do not balance."));

        string NameOf(MSPortal.Connectors.Core.Companies.CompanyId? id) => id is { } known ? companies[known] : "-";
        string[] lines =
        [
            .. containers.OrderBy(c => c.ExternalId, StringComparer.Ordinal).Select(c =>
                $"site {c.ExternalId} \"{c.Name}\" in {c.ParentExternalId ?? "-"}: said {(c.IsSkipped ? ModelPlace.Never : NameOf(c.OwnCompanyId))}"
                + $"{(c.IsDecidedByPerson && c.DecidedBy == world.Owner.Name ? " by a person" : "")}, company {NameOf(c.CompanyId)}"
                + $"{Asked(c)}{(c.HoldsNewDevices ? ", holds" : "")}, missed {c.MissedRuns}{(c.NotSeenSince is null ? "" : " gone")}"),
            .. types.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"type {t.Key}: {(t.DeviceTypeId is { } target ? deviceTypes[target] : "-")} {t.Ignored} {t.AutoSync}"),
            .. staged.OrderBy(s => s.ExternalId, StringComparer.Ordinal).Select(s =>
                $"staged {s.ExternalId} \"{s.Name}\" in {s.Site ?? "-"}: {s.TypeKey} {s.Status}, missed {s.MissedRuns}{(s.NotSeenSince is null ? "" : " gone")}, inventory {NameOf(s.Owner)}{KeptFrom(s.KeptFrom)}"),
            .. leftOut.OrderBy(l => l.ExternalId, StringComparer.Ordinal).Select(l => $"left out {l.ExternalId}{KeptFrom(l.KeptFrom)}"),
            .. devices.Select(d => $"device {d.Id} \"{d.Name}\" of {companies[d.CompanyId]}, {deviceTypes[d.DeviceTypeId]}").Order(StringComparer.Ordinal),
            .. companies.Values.Order(StringComparer.Ordinal).Select(c => $"company {c}"),
            .. runs.OrderBy(r => r.QueuedAt).ThenBy(r => r.Id.Value).Select((r, i) => $"run {i + 1} {Told(r)}"),
        ];
        return string.Join('\n', lines);

        string KeptFrom(MSPortal.Connectors.Core.Companies.CompanyId? id) => id is { } from ? $", kept from {companies.GetValueOrDefault(from, "?")}" : "";

        string Asked(Container container) => MappingQuestion.From(container.Question) is not { } question ? ""
            : question.Kind != QuestionKind.Moved ? $", asks {question.Kind}"
            : $", asks, had {(question.CompanyId is { } had ? NameOf(new(had)) : "-")}";
    }

    // Lines that differ, each with where it comes from: a whole picture would hide them.
    public static string Difference(string expected, string actual)
    {
        var (wanted, got) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. wanted.Except(got).Select(line => $"  expected: {line}"), .. got.Except(wanted).Select(line => $"  found:    {line}"), $"  lines: {wanted.Length}, {got.Length}"]);
    }

    private static string Told(SyncRun run) =>
        $"{run.Scope} {run.State}: {run.Received} = {run.Created} created {run.Updated} updated {run.Unchanged} unchanged {run.Held} held {run.Ignored} ignored"
        + $" {run.Unmapped} unmapped; {run.Missing} missing {run.AutoImported} imported";
}
