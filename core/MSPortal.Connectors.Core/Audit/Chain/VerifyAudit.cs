using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Seals what is new and then goes along the whole audit log of a tenant, entry by entry, holding one at a time.</summary>
public sealed class VerifyAudit(Databases databases, SealAudit seal, TimeProvider clock)
{
    /// <summary>How long <see cref="LastAsync"/> is content with an earlier check.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<TenantId, PastCheck> _last = new();

    public async Task<Result<AuditCheck>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReadAudit) is { } refusal)
            return refusal;

        return (await CheckAsync(actor.Tenant, cancellationToken)).Check;
    }

    /// <summary>The last check that this host made, if it is no older than <see cref="KeptFor"/>; otherwise a new one.</summary>
    public async Task<Result<PastCheck>> LastAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReadAudit) is { } refusal)
            return refusal;
        if (_last.TryGetValue(actor.Tenant, out var last) && clock.GetUtcNow() - last.At < KeptFor)
            return last;

        return await CheckAsync(actor.Tenant, cancellationToken);
    }

    private async Task<PastCheck> CheckAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await seal.RunAsync(tenant, true, cancellationToken);
        var check = new PastCheck(await LookAsync(databases, tenant, cancellationToken), clock.GetUtcNow());
        _last[tenant] = check;
        return check;
    }

    /// <summary>Looks without sealing, and so without writing anything.</summary>
    public static async Task<AuditCheck> LookAsync(Databases databases, TenantId tenant, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        await FreshTables.AnalyzeAsync(db, cancellationToken);

        // Those who go on working and sealing don't disturb.
        await using var moment = await db.ReadAtOneMomentAsync(cancellationToken);
        var keys = await db.KeysOfAudit().AllAsync(db, tenant, cancellationToken);
        var findings = new Findings();
        var head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        CheckHead(head, keys, findings);
        if (head is null && await SealAudit.HasBegunAsync(db, cancellationToken))
            findings.Add(AuditFault.Chain, "The record of the chain's end was removed.");
        var end = head?.Number ?? await db.AuditLinks.MaxAsync(l => (long?)l.Number, cancellationToken) ?? 0;
        var last = await ChainAsync(db, end, keys, findings, cancellationToken);
        if (head is not null && last.Number == end && !AuditHash.Fits(head.Hash, last.Hash))
            findings.Add(AuditFault.Chain, $"The chain does not end as its head says: link {end} was changed.");
        else if (last.Number < end)
            findings.Add(AuditFault.Removed, Gap(last.Number + 1, end, "cut off the end of the chain"));
        await OutsideAsync(db, keys, findings, cancellationToken);

        return new AuditCheck(findings.Count == 0, await db.AuditEntries.LongCountAsync(cancellationToken), head?.Number ?? 0, head is { Number: > 0 } ? Convert.ToHexStringLower(head.Hash) : null, findings.Problems)
        {
            StartedAt = head is { Number: > 0 } ? head.StartedAt : null,
            OlderThanChain = head?.Adopted ?? 0,
            LastAt = await db.AuditEntries.MaxAsync(e => (DateTimeOffset?)e.At, cancellationToken),
            ProblemCount = findings.Count,
        };
    }

    private static void CheckHead(AuditHead? head, IReadOnlyDictionary<AuditKeyId, byte[]> keys, Findings findings)
    {
        if (head is null)
            return;
        if (!keys.TryGetValue(head.KeyId, out var key))
            findings.Add(AuditFault.NoKey, "The key of the chain's end is gone, or was sealed with another vault key.");
        else if (!AuditHash.Fits(head.Mac, AuditHash.Of(head, key)))
            findings.Add(AuditFault.Chain, "The record of the chain's end was changed.");
    }

    private static async Task<(long Number, byte[] Hash)> ChainAsync(ConnectorsDb db, long end, IReadOnlyDictionary<AuditKeyId, byte[]> keys, Findings findings, CancellationToken cancellationToken)
    {
        var links =
            from link in db.AuditLinks.AsNoTracking()
            where link.TenantId == db.Tenant
            join entry in db.AuditEntries.AsNoTracking() on new { link.TenantId, Id = link.EntryId } equals new { entry.TenantId, entry.Id } into found
            from entry in found.DefaultIfEmpty()
            orderby link.Number
            select new { Link = link, Entry = (AuditEntry?)entry };
        var previous = (Number: 0L, Hash: AuditHash.Nothing);
        await foreach (var row in links.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Link.Number < 1 || row.Link.Number > end)
            {
                findings.Add(AuditFault.Chain, $"Link {row.Link.Number} stands outside the chain, which goes from 1 to {end}: the product did not write it.", row.Link.EntryId, row.Entry?.At);
                if (row.Entry is not null)
                    findings.Check(row.Entry, keys);
                continue;
            }

            if (row.Link.Number != previous.Number + 1)
                findings.Add(AuditFault.Removed, Gap(previous.Number + 1, row.Link.Number - 1, "removed from the chain"));
            CheckLink(row.Link, row.Entry, previous, keys, findings);
            previous = (row.Link.Number, row.Link.Hash);
        }

        return previous;
    }

    private static void CheckLink(AuditLink link, AuditEntry? entry, (long Number, byte[] Hash) previous, IReadOnlyDictionary<AuditKeyId, byte[]> keys, Findings findings)
    {
        if (entry is null)
        {
            findings.Add(AuditFault.Removed, $"Entry {link.Number} of the chain was removed.", link.EntryId);
            return;
        }

        if (!findings.Check(entry, keys))
            return;
        if (entry.Number is { } number && number != link.Number)
            findings.Add(AuditFault.Moved, $"The entry was sealed as number {link.Number} and now stands at {number}.", entry.Id, entry.At);
        else if (!keys.TryGetValue(link.KeyId, out var key))
            findings.Add(AuditFault.NoKey, $"The key of link {link.Number} is gone, or was sealed with another vault key.", entry.Id, entry.At);
        else if (link.Number == previous.Number + 1 && !AuditHash.Fits(link.Hash, AuditHash.OfLink(link.TenantId, link.Number, entry.Id, entry.Mac, previous.Hash, key)))
            findings.Add(AuditFault.Chain, $"Link {link.Number} does not follow from the one before it: entries were put into another order, or links were changed.", entry.Id, entry.At);
    }

    // Those that no link knows: new ones, which carry their own hash, and ones that somebody put in.
    private static async Task OutsideAsync(ConnectorsDb db, IReadOnlyDictionary<AuditKeyId, byte[]> keys, Findings findings, CancellationToken cancellationToken)
    {
        var claiming =
            from entry in db.AuditEntries.AsNoTracking()
            where entry.TenantId == db.Tenant && entry.Number != null
            join link in db.AuditLinks on new { entry.TenantId, entry.Number } equals new { link.TenantId, Number = (long?)link.Number } into found
            from link in found.DefaultIfEmpty()
            where link == null || link.EntryId != entry.Id
            select entry;

        // One that was sealed elsewhere was told of with its link.
        var strangers = claiming.Where(e => !db.AuditLinks.Any(l => l.TenantId == e.TenantId && l.EntryId == e.Id));
        await foreach (var entry in strangers.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Add(AuditFault.Inserted, $"The entry claims number {entry.Number} of the chain, where it does not stand.", entry.Id, entry.At);

        var unsealed = db.AuditEntries.AsNoTracking()
            .Where(e => e.TenantId == db.Tenant && e.Number == null)
            .Where(e => !db.AuditLinks.Any(l => l.TenantId == e.TenantId && l.EntryId == e.Id));
        await foreach (var entry in unsealed.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Check(entry, keys);
    }

    private static string Gap(long first, long last, string how) =>
        first == last ? $"Entry {first} was {how}." : $"Entries {first} to {last} were {how}.";
}
