using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Sync.Writing;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// Reads the devices of an integration page by page, and settles what is no longer there. A page is one transaction; where the
/// vendor is faster than the database, the pages that wait go into one together.
/// </summary>
internal static class SyncDevices
{
    // The next pages are fetched and mapped while one is written; no more than this many wait.
    private const int PagesAhead = 4;

    public static async Task<SourceVerdict> RunAsync(RunProgress run, IReadOnlyList<ISource> sources, CancellationToken cancellationToken)
    {
        await run.EnterAsync("Reading devices", cancellationToken);

        // One connection for all pages: what a page prepares serves the next. A page that fails ends the run, so there is
        // nothing to roll back to.
        await using var db = run.OpenDatabase();
        await db.Database.OpenConnectionAsync(cancellationToken);
        db.Database.AutoSavepointsEnabled = false;
        var staged = StagedWriter.For(db);
        await NoteMappingsAsync(run, db, cancellationToken);

        var index = new StagedIndex(run.Run.IntegrationId);
        var seen = await SeenBeforeAsync(run, db, cancellationToken);
        var serials = new SerialTally();
        var verdict = new SourceVerdict(Completeness.Complete, null);
        var isFirst = true;
        foreach (var source in sources)
        {
            var progress = run.Log.Of(source.Key);
            var reader = new SourceReader(source, progress);
            var mapper = run.Vendor.Connector.Mappers.GetValueOrDefault(source.Key);
            await foreach (var pages in AheadAsync(reader, mapper, index, run, cancellationToken))
            {
                var fresh = pages.ConvertAll(page => FreshPage.Of(source.Key, page.Page, page.Devices, seen));
                await StagePages.RunAsync(run, db, staged, index, fresh, serials, cancellationToken);
                if (isFirst)
                    await FreshTables.AnalyzeAsync(db, cancellationToken);
                isFirst = false;
            }

            var one = reader.Verdict(progress.Received);
            if (one.Completeness != Completeness.Complete)
                verdict = one;
        }

        await run.EnterAsync("Settling", cancellationToken);
        return await SettleAsync(run, db, index, verdict, serials, cancellationToken);
    }

    // Devices of containers that are mapped from now on may be passed over: a later mapping then starts a run of its own.
    private static async Task NoteMappingsAsync(RunProgress run, ConnectorsDb db, CancellationToken cancellationToken)
    {
        var version = await db.Integrations.Where(i => i.Id == run.Run.IntegrationId).Select(i => i.MappingVersion).SingleAsync(cancellationToken);
        await run.Lease.Mine(db).Where(r => r.MappingVersion == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.MappingVersion, version), cancellationToken);
    }

    private static async Task<SeenRecords> SeenBeforeAsync(RunProgress run, ConnectorsDb db, CancellationToken cancellationToken)
    {
        var seen = new SeenRecords();
        if (!run.Log.IsResumed)
            return seen;

        foreach (var key in run.Log.Others)
            seen.Add(key);
        var staged = db.StagedDevices.AsNoTracking().Where(d => d.IntegrationId == run.Run.IntegrationId).Select(d => new { d.Number, d.ExternalId });
        await foreach (var device in staged.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (run.Log.Seen.Contains(device.Number))
                seen.Add(device.ExternalId);
        }

        return seen;
    }

    /// <returns>Each time the pages that wait, one at least.</returns>
    private static async IAsyncEnumerable<List<(SourcePage Page, ReadDevice[] Devices)>> AheadAsync(
        SourceReader reader,
        IFactMapper? mapper,
        StagedIndex index,
        RunProgress run,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<(SourcePage, ReadDevice[])>(PagesAhead);
        var reading = ReadAsync(reader, mapper, index, run.Clock, pages.Writer, stop.Token);
        try
        {
            await foreach (var first in pages.Reader.ReadAllAsync(cancellationToken))
            {
                List<(SourcePage Page, ReadDevice[] Devices)> together = [first];
                for (var records = first.Item2.Length;
                    together.Count <= PagesAhead && pages.Reader.TryPeek(out var next) && (records += next.Item2.Length) <= run.RecordsTogether && pages.Reader.TryRead(out next);)
                    together.Add(next);
                yield return together;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    // What goes wrong arrives at the reader of the channel, after the pages before it.
    private static async Task ReadAsync(
        SourceReader reader,
        IFactMapper? mapper,
        StagedIndex index,
        TimeProvider clock,
        ChannelWriter<(SourcePage, ReadDevice[])> pages,
        CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var page in reader.PagesAsync(cancellationToken))
            {
                var now = clock.GetUtcNow();
                ReadDevice[] devices = [.. page.Records.OfType<DeviceRecord>().Select(record => new ReadDevice(record, mapper, now))];
                foreach (var device in devices)
                    Map(device, index);
                await pages.WriteAsync((page, devices), cancellationToken);
            }

            pages.Complete();
        }
        catch (Exception e)
        {
            pages.Complete(e);
        }
    }

    // What the writer will ask for, unless a container was mapped since: then it works that out itself.
    private static void Map(ReadDevice device, StagedIndex index)
    {
        if (index.Container(device.Record.ContainerId) is not { } container)
            return;
        if (container.CompanyId is not null)
            device.Content(out _);
        else if (!container.HasDecision())
            device.SerialNumber();
    }

    private static async Task<SourceVerdict> SettleAsync(
        RunProgress run,
        ConnectorsDb db,
        StagedIndex index,
        SourceVerdict verdict,
        SerialTally serials,
        CancellationToken cancellationToken)
    {
        using var span = Trace.Start("missing.write");
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var turns = await run.Lease.ShareTurnAsync(db, cancellationToken);
        await index.RefreshAsync(db, turns, cancellationToken);

        var counts = run.Log.Books.By(place => place.Container);
        foreach (var container in await db.Containers.Where(c => c.IntegrationId == run.Run.IntegrationId).ToListAsync(cancellationToken))
        {
            container.DeviceCount = counts.GetValueOrDefault(container.ExternalId)?.Received ?? 0;

            // A worker that took the run over has not seen the serial numbers of the pages before.
            if (verdict.Completeness == Completeness.Complete && !run.Log.IsResumed)
                container.Serials = serials.Of(container.Id)?.ToJson();
        }

        var settled = await SettleMovesAsync(run, db, index, verdict, cancellationToken);
        run.Log.End(db, SyncStage.Settled, new StageEnd(settled, run.Tally, false));
        await db.SaveChangesAsync(cancellationToken);
        await run.SaveAsync(db, cancellationToken);
        await transaction.CommitAsync("missing.commit", cancellationToken);
        return settled;
    }

    // Nothing is marked as gone on the word of an answer that has many devices in the wrong place.
    private static async Task<SourceVerdict> SettleMovesAsync(RunProgress run, ConnectorsDb db, StagedIndex index, SourceVerdict verdict, CancellationToken cancellationToken)
    {
        var limit = await db.Integrations.Where(i => i.Id == run.Run.IntegrationId).Select(i => i.MissingLimit).SingleAsync(cancellationToken);
        var moves = await MovesBrake.SettleAsync(run, db, index, limit, cancellationToken);
        if (moves is { IsNew: true })
            return SourceVerdict.Asking(moves.After(verdict.Reason));

        var settled = verdict.Completeness == Completeness.Complete ? await SettleUnseenAsync(run, db, index, limit, cancellationToken) : verdict;
        return settled with { Attention = settled.Attention ?? moves?.Error };
    }

    // An answer of which much can't be used, or that lacks where devices are, may lack devices too.
    private static async Task<SourceVerdict> SettleUnseenAsync(RunProgress run, ConnectorsDb db, StagedIndex index, int? limit, CancellationToken cancellationToken) =>
        Unusable(run.Tally) ?? await LostContainers.SettleAsync(run, db, index, limit, cancellationToken) ?? await MarkMissing.RunAsync(run, db, index, limit, cancellationToken);

    private static SourceVerdict? Unusable(SyncTally tally) =>
        SourceVerdict.IsUnusable(tally.Rejected, tally.Received) ? SourceVerdict.Asking(SourceVerdict.Unusable(tally.Rejected, tally.Received)) : null;
}
