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

// Keys, and what they mean for the chain.
public sealed partial class AuditChains
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_key_leaves_what_was_hashed_with_the_old_one_verifiable(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("A");
        await VerifyAsync(world);
        await world.Get<RenewAuditKey>().RunAsync(world.Owner, Token).Ok();
        world.Clock.Shift(TimeSpan.FromSeconds(1));
        await world.CompanyAsync("B");

        Assert.Equal((true, 3L), ((await VerifyAsync(world)).Ok, (await VerifyAsync(world)).SealedUpTo));
        await using var db = world.Open();
        Assert.Equal(2, await db.AuditKeys.CountAsync(Token));
        Assert.Equal(2, await db.AuditEntries.Select(e => e.KeyId).Distinct().CountAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_host_uses_a_new_key_after_a_minute_at_most(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("A");
        await world.CompanyAsync("B");
        await using var other = world.StartAnotherHost();
        await other.GetRequiredService<RenewAuditKey>().RunAsync(world.Owner, Token).Ok();
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await world.CompanyAsync("C");

        await using var db = world.Open();
        var keys = await db.AuditEntries.OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.KeyId).ToListAsync(Token);
        Assert.Equal((keys[0], keys[2]), (keys[1], keys[3]));
        Assert.NotEqual(keys[1], keys[2]);
        Assert.True((await VerifyAsync(world)).Ok);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_another_vault_key_no_change_is_made_until_there_is_a_new_key_for_the_log(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("A");
        var stray = new Databases(world.Options, new SecretVault(new byte[32]));
        var create = new CreateCompany(stray, world.Clock);

        var refused = await Assert.ThrowsAsync<VaultException>(() => create.RunAsync(world.Owner, "B", Token));

        Assert.Contains("audit new-key", refused.Message, StringComparison.Ordinal);
        await using (var db = world.Open())
            Assert.Equal((1, 1, 1), (await db.AuditKeys.CountAsync(Token), await db.AuditEntries.CountAsync(Token), await db.Companies.CountAsync(Token)));
        await new RenewAuditKey(stray, world.Clock).RunAsync(world.Owner, Token).Ok();
        await create.RunAsync(world.Owner, "B", Token).Ok();
        Assert.Contains((await VerifyAudit.LookAsync(stray, world.Owner.Tenant, Token)).Problems, p => p.Fault == AuditFault.NoKey);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_check_is_kept_for_some_minutes_and_a_new_one_takes_its_place(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("A");
        var verify = world.Get<VerifyAudit>();
        var first = await verify.LastAsync(world.Owner, Token).Ok();
        await world.CompanyAsync("B");

        Assert.Equal((1L, first.At), ((await verify.LastAsync(world.Owner, Token).Ok()).Check.Entries, (await verify.LastAsync(world.Owner, Token).Ok()).At));
        Assert.Equal(0, (await verify.LastAsync(world.OtherOwner, Token).Ok()).Check.Entries);
        Assert.Equal("not_allowed", (await verify.LastAsync(world.Owner with { Role = Role.Technician }, Token).No()).Code);
        await VerifyAsync(world);
        Assert.Equal(2, (await verify.LastAsync(world.Owner, Token).Ok()).Check.Entries);
        await world.CompanyAsync("C");
        world.Clock.Shift(VerifyAudit.KeptFor);
        Assert.Equal(3, (await verify.LastAsync(world.Owner, Token).Ok()).Check.Entries);
    }
}
