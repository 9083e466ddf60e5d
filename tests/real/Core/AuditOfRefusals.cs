using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Refused attempts stand in the audit log, and can't fill it.</summary>
public sealed class AuditOfRefusals
{
    private static readonly RefusedAttempt Attempt = new("start_sync", new AuditSubject("request", null, "POST /api/v1/integrations"), "not_allowed");

    [Theory, ClassData(typeof(Engines))]
    public async Task Like_ones_within_a_minute_share_an_entry_that_counts_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using var other = world.StartAnotherHost();
        var viewer = world.Owner with { Name = "vera@viewer.example", Role = Role.Viewer, Through = Channel.Api };
        for (var i = 0; i < 20; i++)
        {
            await (i % 2 == 0 ? world.Get<RecordRefused>() : other.GetRequiredService<RecordRefused>()).RunAsync(viewer, Attempt, Token);
            await world.Get<SealAudit>().RunAsync(Token);
            world.Clock.Shift(TimeSpan.FromSeconds(1));
        }

        var entry = Assert.Single(await AuditChains.EntriesAsync(world));
        Assert.Equal(
            (20, AuditResult.Refused, "not_allowed", Channel.Api, "vera@viewer.example", true),
            (entry.Count, entry.Result, entry.Code, entry.Through, entry.Actor, entry.LastAt >= entry.At.AddSeconds(19)));
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await world.Get<SealAudit>().RunAsync(Token);
        await world.Get<RecordRefused>().RunAsync(viewer, Attempt, Token);
        await world.Get<RecordRefused>().RunAsync(viewer, Attempt with { Action = "delete_integration" }, Token);
        Assert.Equal(3, (await AuditChains.EntriesAsync(world)).Count);
        Assert.True((await AuditChains.VerifyAsync(world)).Ok);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Repeated_while_they_are_sealed_none_is_lost_and_the_chain_holds(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using var other = world.StartAnotherHost();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => i % 6 == 0
                ? world.Get<VerifyAudit>().RunAsync(world.Owner, Token)
                : (i % 2 == 0 ? world.Get<RecordRefused>() : other.GetRequiredService<RecordRefused>()).RunAsync(world.Owner, Attempt, Token),
            Token)));

        var entries = await AuditChains.EntriesAsync(world);
        Assert.Equal(50, entries.Sum(e => e.Count));
        var check = await AuditChains.VerifyAsync(world);
        Assert.True(check.Ok, string.Join('\n', check.Problems));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_use_of_a_revoked_token_is_noted_in_its_tenant_and_that_of_an_unknown_one_nowhere(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var token = await world.Get<CreateApiToken>().RunAsync(world.Owner, "Robot", Role.Admin, Token).Ok();
        Assert.NotNull(await world.Get<AuthenticateApiToken>().RunAsync(token.Secret, Token));
        await world.Get<RevokeApiToken>().RunAsync(world.Owner, token.Token.Id, Token).Ok();

        Assert.Null(await world.Get<AuthenticateApiToken>().RunAsync(token.Secret, Token));
        Assert.Null(await world.Get<AuthenticateApiToken>().RunAsync("mspc_unknown", Token));

        Assert.Empty(await world.Get<ListApiTokens>().RunAsync(world.Owner, Token).Ok());
        Assert.Equal("not_found", (await world.Get<RevokeApiToken>().RunAsync(world.Owner, token.Token.Id, Token).No()).Code);
        var refused = Assert.Single(await AuditChains.EntriesAsync(world, new AuditFilter { Result = AuditResult.Refused }));
        Assert.Equal(("token Robot", "token.used", "token_revoked", (Guid?)token.Token.Id), (refused.Actor, refused.Action, refused.Code, refused.SubjectId));
        Assert.Empty((await world.Get<ListAudit>().RunAsync(world.OtherOwner, new PageRequest(), Token).Ok()).Items);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Refused_ones_among_several_answers_over_the_api_are_noted(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Zwicky Dental");
        await world.CompanyAsync("Brightwater Yoga");
        world.Vendor.Containers.Add(new ContainerRecord("z", "Zwicky Dental", null));
        world.Vendor.Devices.Add(PaperVendor.Device("1", "z"));
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Containers[0] = new ContainerRecord("z", "Brightwater Yoga", null);
        await world.SyncAsync(integration);
        var question = Assert.Single((await world.Get<ListDecisions>().RunAsync(world.Owner, DecisionFilter.Open, null, new PageRequest(), Token)).Items);
        var technician = world.Owner with { Name = "tim@tech.example", Role = Role.Technician, Through = Channel.Api };

        var outcomes = await world.Get<AnswerDecisions>().RunForAllAsync(technician, [question.Id, Guid.NewGuid()], "keep", null, Token).Ok();

        Assert.Equal(["not_allowed", "decision_gone"], outcomes.Select(o => o.Code));
        var refused = Assert.Single(await AuditChains.EntriesAsync(world, new AuditFilter { Result = AuditResult.Refused }));
        Assert.Equal(("tim@tech.example", "answer_decision", "not_allowed", 1, Channel.Api), (refused.Actor, refused.Action, refused.Code, refused.Count, refused.Through));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_flood_in_one_tenant_does_not_hold_up_another(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var other = world.Get<RecordRefused>().RunAsync(world.OtherOwner, Attempt, 3, Token);
        await Task.WhenAll([other, .. Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Get<RecordRefused>().RunAsync(world.Owner, Attempt, Token), Token))]);

        Assert.Equal(20, (await AuditChains.EntriesAsync(world)).Sum(e => e.Count));
        Assert.Equal(3, (await world.Get<ListAudit>().RunAsync(world.OtherOwner, new PageRequest(), Token).Ok()).Items.Single().Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_actor_with_a_witness_is_refused_nothing_unseen(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var witness = new Witness();
        var viewer = world.Owner with { Role = Role.Viewer, Witness = witness };

        Assert.Equal("not_allowed", (await world.Get<ListAudit>().RunAsync(viewer, new PageRequest(), Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<CreateApiToken>().RunAsync(world.Owner with { Role = Role.Admin, Witness = witness }, "x", Role.Owner, Token).No()).Code);

        Assert.Equal([Permission.ReadAudit, Permission.ManageTokens], witness.Seen);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Filters_choose_by_who_action_subject_time_result_channel_and_text(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var company = await world.CompanyAsync("Acme 100%");
        world.Clock.Shift(TimeSpan.FromMinutes(5));
        var later = world.Clock.GetUtcNow();
        await world.CompanyAsync("Bolt", world.Owner with { Name = "bob@x.example", Through = Channel.Api });
        await world.Get<RecordRefused>().RunAsync(world.Owner with { Name = "vera@x.example", Through = Channel.Ui }, Attempt, Token);

        Assert.Equal(["Bolt"], await NamesAsync(world, new AuditFilter { Who = "BOB@" }));
        Assert.Equal(["Acme 100%", "Bolt"], await NamesAsync(world, new AuditFilter { Action = "company" }));
        Assert.Equal(["Acme 100%", "Bolt"], await NamesAsync(world, new AuditFilter { Action = "company.created" }));
        Assert.Empty(await NamesAsync(world, new AuditFilter { Action = "comp" }));
        Assert.Equal(["Acme 100%"], await NamesAsync(world, new AuditFilter { Subject = "100%" }));
        Assert.Equal(["Acme 100%"], await NamesAsync(world, new AuditFilter { Subject = company.Value.ToString() }));
        Assert.Equal(["Acme 100%"], await NamesAsync(world, new AuditFilter { To = later }));
        Assert.Equal(["Bolt", Attempt.Subject.Name], await NamesAsync(world, new AuditFilter { From = later }));
        Assert.Equal([Attempt.Subject.Name], await NamesAsync(world, new AuditFilter { Result = AuditResult.Refused }));
        Assert.Equal(["Bolt"], await NamesAsync(world, new AuditFilter { Channel = Channel.Api }));
        Assert.Equal(["Acme 100%"], await NamesAsync(world, new AuditFilter { Text = "acme" }));

        var export = await world.Get<ExportAudit>().RunAsync(world.Owner, new AuditFilter { Action = "company" }, Token).Ok();
        List<AuditView> read = [];
        await foreach (var entry in export.Entries)
            read.Add(entry);
        Assert.Equal([("Acme 100%", true), ("Bolt", true)], read.Select(e => (e.SubjectName, e.Number is not null && e.Hash is not null)));
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(TestWorld world, AuditFilter filter) =>
        [.. (await AuditChains.EntriesAsync(world, filter)).Select(e => e.SubjectName).Order(StringComparer.Ordinal)];

    private sealed class Witness : IRefusalWitness
    {
        public List<Permission> Seen { get; } = [];

        public void Refused(Actor actor, Permission permission) => Seen.Add(permission);
    }
}
