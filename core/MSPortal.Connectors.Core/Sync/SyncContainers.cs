using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Brings the containers of an integration up to date. Mappings hold by the vendor's id; a sync never changes them.</summary>
internal static class SyncContainers
{
    private const int RunsBeforeGone = 2;

    /// <summary>Reads the source to its end and saves what it saw in one transaction.</summary>
    public static async Task<SourceVerdict> RunAsync(RunProgress run, ISource source, CancellationToken cancellationToken)
    {
        await run.EnterAsync($"Reading {run.Vendor.Connector.Manifest.Container?.Plural.ToLowerInvariant() ?? "containers"}", cancellationToken);

        var seen = new Dictionary<string, ContainerRecord>(StringComparer.Ordinal);
        List<RejectedRecord> rejected = [];
        var unnamed = 0;
        var reader = new SourceReader(source, new SourceProgress());
        await foreach (var page in reader.PagesAsync(cancellationToken))
        {
            run.Tally.Pages++;
            rejected.AddRange(page.Rejected);
            unnamed += page.Rejected.Count(r => r.ExternalId is null);
            foreach (var record in page.Records.OfType<ContainerRecord>())
            {
                if (StorableText.IsKey(record.ExternalId, 200))
                    seen.TryAdd(record.ExternalId, record);
                else
                    rejected.Add(new RejectedRecord(null, StorableText.NoKey("Its identifier", 200)));
            }
        }

        var verdict = reader.Verdict(seen.Count + rejected.Count);
        using var span = Trace.Start("containers.write");
        await using var db = run.OpenDatabase();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeTurnAsync(run.Run.IntegrationId, cancellationToken);
        await run.Lease.ProveAsync(db, cancellationToken);

        var known = await db.Containers.Where(c => c.IntegrationId == run.Run.IntegrationId).ToListAsync(cancellationToken);
        var news = Merge(db, run, known, seen);
        var integration = await db.Integrations.AsNoTracking().SingleAsync(i => i.Id == run.Run.IntegrationId, cancellationToken);
        run.NeedsDevices = await MappingWatch.RunAsync(db, integration, known, news, run.Clock, cancellationToken);
        run.Tally.Rejected += rejected.Count;
        run.Tally.Received += seen.Count + rejected.Count;
        run.Tally.ContainersReceived = seen.Count;
        RejectedRows.Add(db, run.Run, rejected, before: 0);

        // A list that turned empty is more likely a fault than the end of every customer.
        if (SourceVerdict.IsUnusable(rejected.Count, seen.Count + rejected.Count))
            verdict = SourceVerdict.Asking(SourceVerdict.Unusable(rejected.Count, seen.Count + rejected.Count));
        else if (seen.Count == 0 && known.Exists(c => c.NotSeenSince is null))
            verdict = new SourceVerdict(Completeness.Unknown, SourceVerdict.BecameEmpty);
        var missing = known.FindAll(c => c.NotSeenSince is null && !seen.ContainsKey(c.ExternalId) && !rejected.Exists(r => r.ExternalId == c.ExternalId));
        if (verdict.Completeness == Completeness.Complete && missing.Count > 0 && unnamed > 0)
            verdict = new SourceVerdict(Completeness.Incomplete, SourceVerdict.Unnamed(unnamed, missing.Count));
        if (verdict.Completeness == Completeness.Complete)
            Miss(run, missing);

        // The counters of a run that goes on to devices are about devices.
        if (run.Run.Scope != SyncScope.Containers)
            run.Tally.Take(new SyncTally { ContainersReceived = seen.Count, ContainersRejected = rejected.Count, Pages = run.Tally.Pages });
        run.Log.End(db, SyncStage.Containers, new StageEnd(verdict, run.Tally, run.NeedsDevices));
        await db.SaveChangesAsync(cancellationToken);
        await run.SaveAsync(db, cancellationToken);

        await transaction.CommitAsync("containers.commit", cancellationToken);
        return verdict;
    }

    /// <returns>The containers whose name is new to us.</returns>
    private static List<ContainerNews> Merge(ConnectorsDb db, RunProgress run, List<Container> known, Dictionary<string, ContainerRecord> seen)
    {
        var byExternalId = known.ToDictionary(c => c.ExternalId, StringComparer.Ordinal);
        List<ContainerNews> news = [];
        foreach (var record in seen.Values)
        {
            var name = StorableText.NotBlank(record.Name, Container.MaxNameLength) ?? record.ExternalId;
            var parent = StorableText.IsKey(record.ParentId, 200) ? record.ParentId : null;
            if (!byExternalId.TryGetValue(record.ExternalId, out var container))
            {
                container = new Container
                {
                    TenantId = run.Run.TenantId,
                    Id = EntityId.New<ContainerId>(run.Clock),
                    IntegrationId = run.Run.IntegrationId,
                    ExternalId = record.ExternalId,
                    Name = name,
                    ParentExternalId = parent,
                    FirstSeenAt = run.Clock.GetUtcNow(),
                };
                db.Containers.Add(container);
                known.Add(container);
                news.Add(new ContainerNews(container, QuestionKind.New, name));
                run.Tally.Created++;
                continue;
            }

            var changed = container.Name != name || container.ParentExternalId != parent || container.NotSeenSince is not null;
            if (container.Name != name)
            {
                news.Add(new ContainerNews(container, QuestionKind.Renamed, container.DecidedName ?? container.Name));
                Rename(container, name);
            }
            else if (container is { Question: null, OwnCompanyId: not null, DecidedName: { } decided } && decided != name)
            {
                // A name that fitted nobody when it was given may fit a company that came later.
                news.Add(new ContainerNews(container, QuestionKind.Renamed, decided));
            }

            container.ParentExternalId = parent;
            container.MissedRuns = 0;
            container.NotSeenSince = null;
            if (changed)
                run.Tally.Updated++;
            else
                run.Tally.Unchanged++;
        }

        return news;
    }

    private static void Rename(Container container, string name)
    {
        if (container.Method == MappingMethod.QuickMatch)
            container.Evidence = JsonSerializer.Serialize((string[])[$"Matched when it was called \"{container.Name}\""]);
        container.Name = name;
    }

    private static void Miss(RunProgress run, List<Container> missing)
    {
        foreach (var container in missing)
        {
            container.MissedRuns++;
            if (container.MissedRuns >= RunsBeforeGone)
                container.NotSeenSince = run.Clock.GetUtcNow();
        }
    }
}
