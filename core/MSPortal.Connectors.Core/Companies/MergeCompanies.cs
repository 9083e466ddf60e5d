using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>A merge for people and programs.</summary>
public sealed record CompanyMergeView(
    Guid Id, CompanyRef From, CompanyRef Into, int Containers, int Devices, int Aliases, string By, DateTimeOffset At, DateTimeOffset? UndoneAt)
{
    internal static CompanyMergeView Of(CompanyMerge merge) => new(
        merge.Id.Value,
        new CompanyRef(merge.FromId.Value, merge.FromName),
        new CompanyRef(merge.IntoId.Value, merge.IntoName),
        merge.Containers,
        merge.Devices,
        merge.Aliases,
        merge.By,
        merge.At,
        merge.UndoneAt);
}

/// <summary>Puts a company into another one: mappings, devices and aliases go over, its name becomes an alias, and it is no more.</summary>
public sealed class MergeCompanies(Databases databases, TimeProvider clock)
{
    public async Task<Result<CompanyMergeView>> RunAsync(Actor actor, CompanyId from, CompanyId into, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (from == into)
            return new InvalidValue("intoId", "A company can't be merged into itself.", "Choose another company.");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeChangeTurnAsync([from.Value, into.Value], cancellationToken);
        await CompanyTurns.TakeAllAsync(db, cancellationToken);
        var gone = await db.Companies.SingleOrDefaultAsync(c => c.Id == from, cancellationToken);
        var stays = await db.Companies.SingleOrDefaultAsync(c => c.Id == into, cancellationToken);
        if (gone is null || stays is null)
            return new Missing("company");

        var moved = new MovedRows(
            [.. (await db.Containers.Where(c => c.OwnCompanyId == from).Select(c => c.Id).ToListAsync(cancellationToken)).Select(id => id.Value)],
            [.. (await db.Devices.Where(d => d.CompanyId == from).Select(d => d.Id).ToListAsync(cancellationToken)).Select(id => id.Value)],
            [.. (await db.CompanyAliases.Where(a => a.CompanyId == from).Select(a => a.Id).ToListAsync(cancellationToken)).Select(id => id.Value)],
            EntityId.New<CompanyAliasId>(clock).Value)
        {
            KeptFrom =
            [
                .. (await db.StagedDevices.Where(d => d.KeptFrom == from).Select(d => d.Id).ToListAsync(cancellationToken)).Select(id => id.Value),
                .. (await db.LeftOutRecords.Where(r => r.KeptFrom == from).Select(r => r.Id).ToListAsync(cancellationToken)).Select(id => id.Value),
            ],
            MovedTo = [.. (await db.StagedDevices.Where(d => d.MovedTo == from).Select(d => d.Id).ToListAsync(cancellationToken)).Select(id => id.Value)],
        };
        var merge = new CompanyMerge
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<CompanyMergeId>(clock),
            FromId = from,
            FromName = gone.Name,
            FromCreatedAt = gone.CreatedAt,
            IntoId = into,
            IntoName = stays.Name,
            Containers = moved.Containers.Count,
            Devices = moved.Devices.Count,
            Aliases = moved.Aliases.Count,
            Moved = JsonSerializer.Serialize(moved),
            By = actor.Name,
            At = clock.GetUtcNow(),
        };
        await MappingQuestion.RenameCompanyAsync(db, from, stays, cancellationToken);
        db.CompanyAliases.Add(NameAlias(gone, into, new CompanyAliasId(moved.NameAlias), actor));
        db.CompanyMerges.Add(merge);
        db.Record(actor, clock, "company.merged", new AuditSubject("company", from.Value, gone.Name), new { gone.Name }, new { into = stays.Name, merge.Containers, merge.Devices });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await MoveAsync(db, from, into, cancellationToken);
            DeviceHistory.Moved(db, moved.Devices, gone.Name, stays.Name, new ChangeOrigin(actor.Name, merge.At));
            db.Companies.Remove(gone);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception e) when (e.BreaksConstraint())
        {
            // One of the two was deleted at this moment, or something new was put into the one that goes.
            return new Missing("company");
        }

        await transaction.CommitAsync(cancellationToken);
        return CompanyMergeView.Of(merge);
    }

    private static async Task MoveAsync(ConnectorsDb db, CompanyId from, CompanyId into, CancellationToken cancellationToken)
    {
        await db.Containers.Where(c => c.OwnCompanyId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.OwnCompanyId, into), cancellationToken);
        await db.Containers.Where(c => c.CompanyId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.CompanyId, into), cancellationToken);
        await db.OutdateNamesAsync(d => d.CompanyId == from, cancellationToken);
        await db.Devices.Where(d => d.CompanyId == from).ExecuteUpdateAsync(d => d.SetProperty(x => x.CompanyId, into), cancellationToken);
        await db.StagedDevices.Where(d => d.KeptFrom == from).ExecuteUpdateAsync(d => d.SetProperty(x => x.KeptFrom, into), cancellationToken);
        await db.StagedDevices.Where(d => d.MovedTo == from).ExecuteUpdateAsync(d => d.SetProperty(x => x.MovedTo, into), cancellationToken);
        await db.LeftOutRecords.Where(r => r.KeptFrom == from).ExecuteUpdateAsync(r => r.SetProperty(x => x.KeptFrom, into), cancellationToken);
        await db.CompanyAliases.Where(a => a.CompanyId == from).ExecuteUpdateAsync(a => a.SetProperty(x => x.CompanyId, into), cancellationToken);
    }

    private CompanyAlias NameAlias(Company gone, CompanyId into, CompanyAliasId id, Actor actor) => new()
    {
        TenantId = actor.Tenant,
        Id = id,
        CompanyId = into,
        Name = gone.Name,
        By = actor.Name,
        At = clock.GetUtcNow(),
    };
}

/// <summary>Parts two companies that were merged. What was decided about a container after the merge stays.</summary>
public sealed class UndoCompanyMerge(Databases databases, TimeProvider clock)
{
    public async Task<Result<CompanyMergeView>> RunAsync(Actor actor, CompanyMergeId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeChangeTurnAsync([id.Value], cancellationToken);
        var integrations = await CompanyTurns.TakeAllAsync(db, cancellationToken);
        var merge = await db.CompanyMerges.SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (merge is null)
            return new Missing("merge of companies");
        if (merge.UndoneAt is not null)
            return new MergeUndone(merge.FromName);
        if (await db.CompanyMerges.AnyAsync(m => m.FromId == merge.IntoId && m.UndoneAt == null, cancellationToken))
            return new MergedFurther(merge.IntoName);

        var back = CompanyName.NewCompany(actor.Tenant, merge.FromId, merge.FromName, merge.FromCreatedAt);
        db.Companies.Add(back);
        merge.UndoneAt = clock.GetUtcNow();
        db.Record(actor, clock, "company.merge_undone", new AuditSubject("company", merge.FromId.Value, merge.FromName), new { into = merge.IntoName });
        if (!await db.TrySaveAsync(cancellationToken))
            return new MergeNameTaken(merge.FromName);

        var moved = JsonSerializer.Deserialize<MovedRows>(merge.Moved)!;
        await MoveMappingsBackAsync(db, merge, moved, cancellationToken);
        foreach (var integration in integrations)
        {
            if (await MappingEditor.OpenAsync(db, actor, integration, clock, cancellationToken) is { } editor)
                await editor.SettleAsync(cancellationToken);
        }

        var devices = await MoveDevicesBackAsync(db, merge, moved, cancellationToken);
        DeviceHistory.Moved(db, devices, merge.IntoName, merge.FromName, new ChangeOrigin(actor.Name, merge.UndoneAt.Value));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return CompanyMergeView.Of(merge);
    }

    private static async Task MoveMappingsBackAsync(ConnectorsDb db, CompanyMerge merge, MovedRows moved, CancellationToken cancellationToken)
    {
        var (from, into) = (merge.FromId, merge.IntoId);
        ContainerId[] containers = [.. moved.Containers.Select(x => new ContainerId(x))];
        CompanyAliasId[] aliases = [.. moved.Aliases.Select(x => new CompanyAliasId(x))];
        var name = new CompanyAliasId(moved.NameAlias);
        await db.Containers.Where(c => containers.Contains(c.Id) && c.OwnCompanyId == into && (c.DecidedAt == null || c.DecidedAt <= merge.At))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.OwnCompanyId, from), cancellationToken);
        await db.CompanyAliases.Where(a => aliases.Contains(a.Id) && a.CompanyId == into).ExecuteUpdateAsync(a => a.SetProperty(x => x.CompanyId, from), cancellationToken);
        await db.CompanyAliases.Where(a => a.Id == name).ExecuteDeleteAsync(cancellationToken);
        StagedDeviceId[] kept = [.. moved.KeptFrom.Select(x => new StagedDeviceId(x))];
        await db.StagedDevices.Where(d => kept.Contains(d.Id) && d.KeptFrom == into).ExecuteUpdateAsync(d => d.SetProperty(x => x.KeptFrom, from), cancellationToken);
        StagedDeviceId[] to = [.. moved.MovedTo.Select(x => new StagedDeviceId(x))];
        await db.StagedDevices.Where(d => to.Contains(d.Id) && d.MovedTo == into).ExecuteUpdateAsync(d => d.SetProperty(x => x.MovedTo, from), cancellationToken);
        await db.LeftOutRecords.Where(r => kept.Contains(r.Id) && r.KeptFrom == into).ExecuteUpdateAsync(r => r.SetProperty(x => x.KeptFrom, from), cancellationToken);
    }

    // A device goes back with its container; one whose container was decided about since stays, one without a container goes back.
    /// <returns>The devices that went back.</returns>
    private static async Task<List<Guid>> MoveDevicesBackAsync(ConnectorsDb db, CompanyMerge merge, MovedRows moved, CancellationToken cancellationToken)
    {
        var (from, into) = (merge.FromId, merge.IntoId);
        DeviceId[] devices = [.. moved.Devices.Select(x => new DeviceId(x))];
        var places = db.DeviceLinks
            .Join(db.StagedDevices, l => new { l.TenantId, Id = l.StagedDeviceId }, s => new { s.TenantId, s.Id }, (l, s) => new { l.TenantId, l.DeviceId, s.ContainerId })
            .Join(db.Containers, x => new { x.TenantId, Id = x.ContainerId }, c => new { c.TenantId, Id = (ContainerId?)c.Id }, (x, c) => new { x.DeviceId, c.CompanyId });
        var back = await db.Devices
            .Where(d => d.CompanyId == into && (places.Any(p => p.DeviceId == d.Id && p.CompanyId == from)
                || (devices.Contains(d.Id) && !places.Any(p => p.DeviceId == d.Id && p.CompanyId == into))))
            .Select(d => d.Id)
            .ToListAsync(cancellationToken);
        await db.OutdateNamesAsync(d => back.Contains(d.Id), cancellationToken);
        await db.Devices.Where(d => back.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.CompanyId, from), cancellationToken);
        return back.ConvertAll(d => d.Value);
    }
}

/// <summary>Lists the merges of companies, newest first.</summary>
public sealed class ListCompanyMerges(Databases databases)
{
    public async Task<Page<CompanyMergeView>> RunAsync(Actor actor, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var merges = db.CompanyMerges.AsNoTracking();
        if (request.SearchText is { } text)
            merges = merges.Where(m => SearchInQueries.Finds(m.FromName, text.Wanted, text.Regex) || SearchInQueries.Finds(m.IntoName, text.Wanted, text.Regex) || SearchInQueries.Finds(m.By, text.Wanted, text.Regex));

        var page = await merges.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).ToPageAsync(request, cancellationToken);
        return new Page<CompanyMergeView>([.. page.Items.Select(CompanyMergeView.Of)], page.PageNumber, page.PageSize, page.Total);
    }
}

internal static class CompanyTurns
{
    /// <summary>Takes the turn of every integration of the tenant, always in the same order.</summary>
    public static async Task<IReadOnlyList<IntegrationId>> TakeAllAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        await db.TakeLinkTurnAsync(cancellationToken);
        var ids = await db.Integrations.OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
            await db.TakeTurnAsync(id, cancellationToken);
        return ids;
    }
}

/// <summary>The merge was undone before.</summary>
public sealed record MergeUndone(string Name) : Refusal(
    RefusalKind.Conflict,
    "merge_undone",
    $"The merge of \"{Name}\" is undone already.",
    "Look at the companies again.");

/// <summary>Another company has taken the name of the one that would come back.</summary>
public sealed record MergeNameTaken(string Name) : Refusal(
    RefusalKind.Conflict,
    "company_exists",
    $"There is a company named \"{Name}\" now, so the merged one can't come back under its name.",
    "Rename that company, or merge it into another one, and undo then.");

/// <summary>The company that the other one went into has itself gone into a third one.</summary>
public sealed record MergedFurther(string Name) : Refusal(
    RefusalKind.Conflict,
    "merged_further",
    $"\"{Name}\" was merged into another company since.",
    "Undo that merge first.");
