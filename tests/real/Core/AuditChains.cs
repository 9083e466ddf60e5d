using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The audit log shows what somebody did to it past the product.</summary>
public sealed partial class AuditChains
{
    public static TheoryData<DatabaseEngine, string, AuditFault> Tampering()
    {
        (string Sql, AuditFault Fault)[] cases =
        [
            ("update audit_entries set subject_name = 'Somebody else' where number = 3", AuditFault.Changed),
            ("update audit_entries set actor = 'mallory@example.com' where number = 3", AuditFault.Changed),
            ("update audit_entries set after = '{{}}' where number = 3", AuditFault.Changed),
            ("update audit_entries set result = 'Refused' where number = 3", AuditFault.Changed),
            ("update audit_entries set count = 7 where number = 3", AuditFault.Changed),
            ("update audit_entries set at = (select at from audit_entries where number = 5) where number = 3", AuditFault.Changed),
            ("update audit_entries set mac = (select mac from audit_entries where number = 5) where number = 3", AuditFault.Changed),
            ("update audit_entries set mac = null, key_id = null where number = 3", AuditFault.Inserted),
            ("delete from audit_entries where number = 3", AuditFault.Removed),
            ("delete from audit_entries where number = 1", AuditFault.Removed),
            ("delete from audit_entries where number = 6", AuditFault.Removed),
            ("delete from audit_entries where number = 6; delete from audit_links where number = 6", AuditFault.Removed),
            ("delete from audit_entries where number = 3; delete from audit_links where number = 3", AuditFault.Removed),
            ("delete from audit_entries where number = 6; delete from audit_links where number = 6; update audit_heads set number = 5, hash = (select hash from audit_links where number = 5)", AuditFault.Chain),
            ("delete from audit_heads", AuditFault.Chain),
            ("update audit_heads set number = 5", AuditFault.Chain),
            ("update audit_entries set number = 9 - number where number in (4, 5)", AuditFault.Moved),
            ("update audit_links set number = -number where number in (4, 5); update audit_links set number = 9 + number where number < 0", AuditFault.Moved),
            ("insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, result, count) select tenant_id, '01890000-0000-7000-8000-00000000000A', at, actor, through, action, subject_kind, 'Invented', result, count from audit_entries where number = 3", AuditFault.Inserted),
            ("insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, result, count, key_id, mac) select tenant_id, '01890000-0000-7000-8000-00000000000A', at, actor, through, action, subject_kind, subject_name, result, count, key_id, mac from audit_entries where number = 3", AuditFault.Changed),
            ("insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, result, count, key_id, mac, number) select tenant_id, '01890000-0000-7000-8000-00000000000A', at, actor, through, action, subject_kind, subject_name, result, count, key_id, mac, 4 from audit_entries where number = 3", AuditFault.Inserted),
            ("insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, result, count, number) select tenant_id, '01890000-0000-7000-8000-00000000000A', at, actor, through, action, subject_kind, 'Invented', result, count, 999999999 from audit_entries where number = 3", AuditFault.Inserted),
            ("insert into audit_links (tenant_id, number, entry_id, key_id, hash) select tenant_id, 7, '01890000-0000-7000-8000-00000000000A', key_id, hash from audit_links where number = 3", AuditFault.Chain),
            ("insert into audit_links (tenant_id, number, entry_id, key_id, hash) select tenant_id, 999999999, '01890000-0000-7000-8000-00000000000A', key_id, hash from audit_links where number = 3", AuditFault.Chain),
            ("insert into audit_links (tenant_id, number, entry_id, key_id, hash) select tenant_id, -1, '01890000-0000-7000-8000-00000000000A', key_id, hash from audit_links where number = 3", AuditFault.Chain),
            ("delete from audit_heads; delete from audit_links; update audit_entries set number = null", AuditFault.Chain),
            ("delete from audit_heads; delete from audit_links; update audit_entries set number = null; update audit_entries set mac = null, key_id = null, actor = 'mallory@example.com'", AuditFault.Chain),
            ("delete from audit_heads; delete from audit_links; delete from audit_keys; update audit_entries set number = null", AuditFault.NoKey),
        ];
        var data = new TheoryData<DatabaseEngine, string, AuditFault>();
        foreach (var (sql, fault) in cases)
        {
            data.Add(DatabaseEngine.Sqlite, sql, fault);
            data.Add(DatabaseEngine.PostgreSql, sql, fault);
        }

        return data;
    }

    [Theory, MemberData(nameof(Tampering))]
    public async Task Finds_what_was_done_to_it(DatabaseEngine engine, string sql, AuditFault fault)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("audit chain");
        foreach (var name in new[] { "A", "B", "C", "D", "E", "F" })
            await world.CompanyAsync(name);
        var before = await VerifyAsync(world);
        Assert.Equal((true, 6L, 6L), (before.Ok, before.Entries, before.SealedUpTo));

        await using (var db = world.Databases.OpenForAllTenants())
            await db.Database.ExecuteSqlRawAsync(sql, Token);

        var check = await VerifyAsync(world);
        Assert.False(check.Ok);
        Assert.Contains(check.Problems, p => p.Fault == fault);
        Assert.Equal(check.ProblemCount, check.Problems.Count);

        // What comes after does not hide it.
        await world.CompanyAsync("G");
        Assert.Contains((await VerifyAsync(world)).Problems, p => p.Fault == fault);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Names_the_entry_and_only_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var name in new[] { "A", "B", "C" })
            await world.CompanyAsync(name);
        await VerifyAsync(world);
        var second = (await EntriesAsync(world)).Single(e => e.SubjectName == "B");
        await using (var db = world.Open())
            await db.AuditEntries.Where(e => e.SubjectName == "B").ExecuteUpdateAsync(e => e.SetProperty(x => x.Actor, "nobody"), Token);

        var problem = Assert.Single((await VerifyAsync(world)).Problems);

        Assert.Equal((second.Id, second.At), (problem.EntryId, problem.At));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Is_intact_when_nobody_touched_it_and_tenants_have_chains_of_their_own(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        Assert.Equal((true, 0L, 0L, null), Brief(await VerifyAsync(world)));
        await world.CompanyAsync("Ä \U0001F600 \"quoted\"");
        await world.CompanyAsync("B");
        await world.CompanyAsync("Theirs", world.OtherOwner);
        await using (var other = world.Databases.Open(world.OtherOwner.Tenant))
            await other.AuditEntries.ExecuteUpdateAsync(e => e.SetProperty(x => x.SubjectName, "Changed"), Token);

        var ours = await VerifyAsync(world);
        Assert.Equal((true, 2L, 2L), (ours.Ok, ours.Entries, ours.SealedUpTo));
        Assert.Equal(64, ours.Head!.Length);
        Assert.False((await world.Get<VerifyAudit>().RunAsync(world.OtherOwner, Token).Ok()).Ok);
        Assert.Equal("not_allowed", (await world.Get<VerifyAudit>().RunAsync(world.Owner with { Role = Role.Technician }, Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Writers_and_sealers_at_once_leave_one_chain_without_gaps(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using var other = world.StartAnotherHost();
        var writers = Enumerable.Range(0, 60).Select(i => Task.Run(() => (i % 2 == 0 ? world.Get<CreateCompany>() : other.GetRequiredService<CreateCompany>()).RunAsync(world.Owner, $"Company {i}", Token).Ok(), Token));
        var sealers = Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? world.Get<SealAudit>() : other.GetRequiredService<SealAudit>()).RunAsync(Token), Token));

        await Task.WhenAll([.. writers, .. sealers]);

        var check = await VerifyAsync(world);
        Assert.True(check.Ok, string.Join('\n', check.Problems));
        Assert.Equal((60L, 60L), (check.Entries, check.SealedUpTo));
        await using var db = world.Open();
        Assert.Equal(60, await db.AuditLinks.CountAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Entries_of_before_the_chain_are_adopted_and_their_result_stays_unknown(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Old");
        await using (var db = world.Databases.OpenForAllTenants())
            await db.Database.ExecuteSqlRawAsync("update audit_entries set mac = null, key_id = null, result = 'Unknown'; delete from audit_keys; delete from audit_heads", Token);
        await using var host = world.StartAnotherHost();
        var verify = host.GetRequiredService<VerifyAudit>();
        await host.GetRequiredService<CreateCompany>().RunAsync(world.Owner, "New", Token).Ok();

        var check = await verify.RunAsync(world.Owner, Token).Ok();

        Assert.Equal((true, 2L, 1L), (check.Ok, check.SealedUpTo, check.OlderThanChain));
        var entries = await EntriesAsync(world);
        Assert.Equal([AuditResult.Done, AuditResult.Unknown], entries.Select(e => e.Result));
        await using (var db = world.Databases.OpenForAllTenants())
            await db.Database.ExecuteSqlRawAsync("update audit_entries set actor = 'x' where subject_name = 'Old'", Token);
        Assert.False((await verify.RunAsync(world.Owner, Token).Ok()).Ok);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_planted_link_does_not_hide_a_forged_entry_and_that_nothing_is_sealed_is_told(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("audit chain");
        await world.CompanyAsync("A");
        await VerifyAsync(world);
        await using (var db = world.Databases.OpenForAllTenants())
        {
            await db.Database.ExecuteSqlRawAsync("insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, result, count) select tenant_id, '01890000-0000-7000-8000-00000000000A', at, actor, through, action, subject_kind, 'Invented', result, count from audit_entries", Token);
            await db.Database.ExecuteSqlRawAsync("insert into audit_links (tenant_id, number, entry_id, key_id, hash) select tenant_id, 2, '01890000-0000-7000-8000-00000000000A', key_id, hash from audit_links", Token);
        }

        await world.CompanyAsync("B");
        var check = await VerifyAsync(world);

        Assert.Equal(1, check.SealedUpTo);
        Assert.Equal([AuditFault.Chain, AuditFault.Inserted], check.Problems.Select(p => p.Fault).Distinct().Order(Comparer<AuditFault>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
        Assert.Single(world.Logs.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("Nothing is sealed any more", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_the_first_key_comes_the_head_and_what_lacks_a_hash_later_is_not_adopted(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("A");
        await using (var db = world.Databases.OpenForAllTenants())
        {
            Assert.Equal((0L, 0L), await db.AuditHeads.Select(h => new ValueTuple<long, long>(h.Number, h.Adopted)).SingleAsync(Token));
            await db.Database.ExecuteSqlRawAsync("update audit_entries set mac = null, key_id = null", Token);
        }

        var check = await VerifyAsync(world);

        Assert.Equal((AuditFault.Inserted, 0L), (Assert.Single(check.Problems).Fault, check.OlderThanChain));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_that_is_rolled_back_takes_its_key_with_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using (var db = world.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Token);
            db.Record(world.Owner, world.Clock, "company.renamed", new AuditSubject("company", null, "Never"));
            await db.SaveChangesAsync(Token);
            await transaction.RollbackAsync(Token);
        }

        await world.CompanyAsync("A");

        var check = await VerifyAsync(world);
        Assert.Equal((true, 1L), (check.Ok, check.Entries));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_entries_of_before_the_chain_are_adopted_in_several_batches(DatabaseEngine engine)
    {
        const int Entries = 5_000;
        await using var world = await StartAsync(engine);
        var id = engine == DatabaseEngine.Sqlite ? "'01890000-0000-7000-8000-' || printf('%012d', n)" : "('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid";
        await world.CompanyAsync("First");
        await using (var db = world.Databases.OpenForAllTenants())
        {
            var sql =
                $$$"""
                with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < 5000)
                insert into audit_entries (tenant_id, id, at, actor, through, action, subject_kind, subject_name, before, after)
                select tenant_id, {{{id}}}, at, actor, through, 'company.renamed', subject_kind, 'Company ' || n, '{{"name":"Before"}}', '{{"name":"After"}}' from audit_entries, numbers
                """;
            await db.Database.ExecuteSqlRawAsync(sql, Token);
            await db.Database.ExecuteSqlRawAsync("update audit_entries set mac = null, key_id = null; delete from audit_keys; delete from audit_heads", Token);
        }

        await using var host = world.StartAnotherHost();
        Assert.Equal(Entries, await host.GetRequiredService<SealAudit>().RunAsync(Token));

        var check = await host.GetRequiredService<VerifyAudit>().RunAsync(world.Owner, Token).Ok();
        Assert.True(check.Ok, string.Join('\n', check.Problems.Take(5)));
        Assert.Equal((Entries, Entries, Entries), (check.Entries, check.SealedUpTo, check.OlderThanChain));
    }

    internal static Task<AuditCheck> VerifyAsync(TestWorld world) => world.Get<VerifyAudit>().RunAsync(world.Owner, Token).Ok();

    internal static async Task<IReadOnlyList<AuditView>> EntriesAsync(TestWorld world, AuditFilter? filter = null) =>
        (await world.Get<ListAudit>().RunAsync(world.Owner, filter ?? new AuditFilter(), new PageRequest(1, 200), Token).Ok()).Items;

    private static (bool Ok, long Entries, long SealedUpTo, string? Head) Brief(AuditCheck check) => (check.Ok, check.Entries, check.SealedUpTo, check.Head);
}
