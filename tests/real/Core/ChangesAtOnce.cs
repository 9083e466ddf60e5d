using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Who changes the same thing at the same moment goes one after the other: nothing fails, and each change is told once.</summary>
public sealed class ChangesAtOnce
{
    private const int Together = 8;
    private const int Rounds = 4;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_thing_that_many_delete_is_deleted_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var company = await world.CompanyAsync($"Company {round}");
            await OnceAsync(world, "company.deleted", async () => (await world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token)).Refusal);
            var type = new DeviceTypeId((await world.Get<CreateDeviceType>().RunAsync(world.Owner, $"Type {round}", Token).Ok()).Id);
            await OnceAsync(world, "device_type.deleted", async () => (await world.Get<DeleteDeviceType>().RunAsync(world.Owner, type, Token)).Refusal);
            var field = new OwnFieldId((await world.Get<CreateOwnField>().RunAsync(world.Owner, $"Field {round}", OwnFieldKind.Text, null, Token).Ok()).Id);
            await OnceAsync(world, "own_field.deleted", async () => (await world.Get<DeleteOwnField>().RunAsync(world.Owner, field, Token)).Refusal);
            var token = (await world.Get<CreateApiToken>().RunAsync(world.Owner, $"Token {round}", Role.Admin, Token).Ok()).Token.Id;
            await OnceAsync(world, "token.revoked", async () => (await world.Get<RevokeApiToken>().RunAsync(world.Owner, token, Token)).Refusal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_many_change_alike_is_changed_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await OneDeviceAsync(world);
        var company = await world.CompanyAsync("Company");
        var type = new DeviceTypeId((await world.Get<CreateDeviceType>().RunAsync(world.Owner, "Type", Token).Ok()).Id);
        var field = new OwnFieldId((await world.Get<CreateOwnField>().RunAsync(world.Owner, "Field", OwnFieldKind.Text, null, Token).Ok()).Id);
        var note = new DeviceNoteId((await world.Get<AddNote>().RunAsync(world.Owner, device, "Before", Token).Ok()).Id);
        for (var round = 0; round < Rounds; round++)
        {
            var name = $"Name {round}";
            await AlikeAsync(world, "company.renamed", async () => (await world.Get<RenameCompany>().RunAsync(world.Owner, company, name, Token)).Refusal);
            await AlikeAsync(world, "device_type.renamed", async () => (await world.Get<RenameDeviceType>().RunAsync(world.Owner, type, name, Token)).Refusal);
            await AlikeAsync(world, "own_field.changed", async () => (await world.Get<ChangeOwnField>().RunAsync(world.Owner, field, name, null, Token)).Refusal);
            await AlikeAsync(world, "integration.changed", async () => (await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange(name), Token)).Refusal);
            await AlikeAsync(world, "provider_type.changed", async () => (await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: round % 2 == 0), Token)).Refusal);
            await AlikeAsync(world, "device.note_changed", async () => (await world.Get<ChangeNote>().RunAsync(world.Owner, device, note, name, Token)).Refusal);
            await AlikeAsync(world, "device.field_set", async () => (await world.Get<SetOwnValue>().RunAsync(world.Owner, device, field, JsonElement.Parse($"\"{name}\""), Token)).Refusal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sync_that_many_cancel_is_cancelled_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var run = new SyncRunId((await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok()).Id);
            await AlikeAsync(world, "sync.cancelled", async () => (await world.Get<CancelSync>().RunAsync(world.Owner, integration, run, Token)).Refusal);

            // One at work is told once, too.
            var working = new SyncRunId((await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok()).Id);
            await using (var db = world.Open())
                await db.SyncRuns.Where(r => r.Id == working).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SyncState.Running), Token);
            await AlikeAsync(world, "sync.cancelled", async () => (await world.Get<CancelSync>().RunAsync(world.Owner, integration, working, Token)).Refusal);
            await using (var db = world.Open())
                await db.SyncRuns.Where(r => r.Id == working).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SyncState.Cancelled), Token);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_deleted_while_it_is_changed_fails_nobody(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (_, device) = await OneDeviceAsync(world);
        for (var round = 0; round < Rounds; round++)
        {
            var name = $"Renamed {round}";
            var company = await world.CompanyAsync($"Company {round}");
            var into = await world.CompanyAsync($"Into {round}");
            await TogetherAsync(
                async () => (await world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token)).Refusal,
                async () => (await world.Get<RenameCompany>().RunAsync(world.Owner, company, name, Token)).Refusal,
                async () => (await world.Get<MergeCompanies>().RunAsync(world.Owner, company, into, Token)).Refusal);
            var type = new DeviceTypeId((await world.Get<CreateDeviceType>().RunAsync(world.Owner, $"Type {round}", Token).Ok()).Id);
            await TogetherAsync(
                async () => (await world.Get<DeleteDeviceType>().RunAsync(world.Owner, type, Token)).Refusal,
                async () => (await world.Get<RenameDeviceType>().RunAsync(world.Owner, type, name, Token)).Refusal);
            var field = new OwnFieldId((await world.Get<CreateOwnField>().RunAsync(world.Owner, $"Field {round}", OwnFieldKind.Text, null, Token).Ok()).Id);
            var value = JsonElement.Parse("\"A\"");
            await TogetherAsync(
                async () => (await world.Get<DeleteOwnField>().RunAsync(world.Owner, field, Token)).Refusal,
                async () => (await world.Get<ChangeOwnField>().RunAsync(world.Owner, field, name, null, Token)).Refusal,
                async () => (await world.Get<SetOwnValue>().RunAsync(world.Owner, device, field, value, Token)).Refusal,
                async () => (await world.Get<SetOwnValue>().RunAsync(world.Owner, device, field, null, Token)).Refusal);
            var note = new DeviceNoteId((await world.Get<AddNote>().RunAsync(world.Owner, device, "Before", Token).Ok()).Id);
            await TogetherAsync(
                async () => (await world.Get<ChangeNote>().RunAsync(world.Owner, device, note, null, Token)).Refusal,
                async () => (await world.Get<ChangeNote>().RunAsync(world.Owner, device, note, name, Token)).Refusal);
            var integration = await world.ConnectPaperAsync();
            await world.DrainAsync();
            await TogetherAsync(
                async () => (await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, false, Token)).Refusal,
                async () => (await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange(name), Token)).Refusal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_changes_nothing_is_not_told(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await OneDeviceAsync(world);
        var company = await world.CompanyAsync("Company");
        var type = new DeviceTypeId((await world.Get<CreateDeviceType>().RunAsync(world.Owner, "Type", Token).Ok()).Id);
        var order = new[] { new WantedOrder(FactSection.System, [integration.Value]) };
        await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, order, Token).Ok();
        await using var db = world.Open();
        var entries = await db.AuditEntries.CountAsync(Token);

        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange(), Token).Ok();
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange(Paused: false, Name: (await world.IntegrationAsync(integration)).Name), Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(), Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Ignored: false), Token).Ok();
        await world.Get<RenameCompany>().RunAsync(world.Owner, company, " Company ", Token).Ok();
        await world.Get<RenameDeviceType>().RunAsync(world.Owner, type, "Type", Token).Ok();
        await world.Get<ChooseRoot>().RunAsync(world.Owner, integration, null, Token).Ok();
        await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, order, Token).Ok();
        await world.Get<ImportCompanies>().RunAsync(world.Owner, new StringReader("Name\nCompany\n"), Token).Ok();

        Assert.Equal(entries, await db.AuditEntries.CountAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_the_database_refuses_because_of_others_is_known_as_such(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var company = await world.CompanyAsync("Company");
        await using var one = world.Open();
        await using var other = world.Open();
        other.Companies.Remove(await other.Companies.SingleAsync(c => c.Id == company, Token));
        one.Companies.Remove(await one.Companies.SingleAsync(c => c.Id == company, Token));
        await one.SaveChangesAsync(Token);
        Assert.True(ChangedMeanwhile.IsReasonOf(await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(Token))));

        await using var third = world.Open();
        var alias = new CompanyAlias { TenantId = world.Owner.Tenant, Id = EntityId.New<CompanyAliasId>(world.Clock), CompanyId = company, Name = "Gone", By = "olga", At = world.Clock.GetUtcNow() };
        third.CompanyAliases.Add(alias);
        Assert.True(ChangedMeanwhile.IsReasonOf(await Assert.ThrowsAsync<DbUpdateException>(() => third.SaveChangesAsync(Token))));
        Assert.False(ChangedMeanwhile.IsReasonOf(new InvalidOperationException("Something else.")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_stands_for_one_request(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await OneDeviceAsync(world);
        var staged = (await world.StagedAsync(integration)).Select(s => s.Id).ToArray();
        var (start, twice) = (world.Get<StartImport>(), new ImportSelection([.. staged, .. staged]));
        var first = await start.RunAsync(world.Owner, integration, twice, "same", Token).Ok();

        Assert.Equal(first.Id, (await start.RunAsync(world.Owner, integration, new ImportSelection(staged), "same", Token).Ok()).Id);
        foreach (var selection in new[] { new ImportSelection(All: true), new ImportSelection(TypeKey: "box"), new ImportSelection([Guid.NewGuid()]), new ImportSelection(TypeKey: "no such type") })
        {
            var refusal = await start.RunAsync(world.Owner, integration, selection, "same", Token).No();
            Assert.Equal(("idempotency_key_reused", RefusalKind.Invalid), (refusal.Code, refusal.Kind));
            Assert.Contains("\"same\"", refusal.Message, StringComparison.Ordinal);
        }

        await using var db = world.Open();
        Assert.Equal(1, await db.Imports.CountAsync(i => i.IdempotencyKey == "same", Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_what_no_text_can_hold_nothing_is_found(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await OneDeviceAsync(world);
        foreach (var text in new[] { "\0", " \0\0 ", "\ud800", "\u0001" })
        {
            var page = new PageRequest(Search: text);
            Assert.Empty((await world.Get<ListCompanies>().RunAsync(world.Owner, page, Token)).Items);
            Assert.Empty((await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(), page, Token)).Items);
            Assert.Empty((await world.Get<ListDeviceTypes>().RunAsync(world.Owner, page, Token)).Items);
            Assert.Empty((await world.Get<ListNotes>().RunAsync(world.Owner, device, page, Token).Ok()).Items);
            Assert.Empty((await world.Get<ListContainers>().RunAsync(world.Owner, integration, ContainerFilter.All, page, Token).Ok()).Page.Items);
            foreach (var filter in new[] { new AuditFilter { Action = text }, new AuditFilter { Who = text }, new AuditFilter { Subject = text }, new AuditFilter { Text = text } })
                Assert.Empty((await world.Get<ListAudit>().RunAsync(world.Owner, filter, new PageRequest(), Token).Ok()).Items);
        }
    }

    private static async Task<(IntegrationId Integration, DeviceId Device)> OneDeviceAsync(TestWorld world)
    {
        world.Vendor.Add("a", PaperVendor.Device("d1", "a", "mac-1", "SN-0001"));
        var integration = await world.ImportAsync(isPaper: true);
        return (integration, new DeviceId((await world.DevicesAsync()).Single().Id));
    }

    // One of them does it; the others come later and find nothing.
    private static async Task OnceAsync(TestWorld world, string action, Func<Task<Refusal?>> change)
    {
        var refusals = await ToldOnceAsync(world, action, change);
        Assert.Single(refusals, r => r is null);
        Assert.Equal(Together - 1, refusals.OfType<Missing>().Count());
    }

    private static async Task AlikeAsync(TestWorld world, string action, Func<Task<Refusal?>> change) =>
        Assert.All(await ToldOnceAsync(world, action, change), Assert.Null);

    private static async Task<Refusal?[]> ToldOnceAsync(TestWorld world, string action, Func<Task<Refusal?>> change)
    {
        await using var db = world.Open();
        var before = await db.AuditEntries.CountAsync(e => e.Action == action, Token);
        var refusals = await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(change, Token)));
        Assert.Equal((action, before + 1), (action, await db.AuditEntries.CountAsync(e => e.Action == action, Token)));
        return refusals;
    }

    private static async Task TogetherAsync(params Func<Task<Refusal?>>[] changes)
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, Together).Select(i => Task.Run(changes[i % changes.Length], Token)));
        Assert.Contains(refusals, r => r is null);
        Assert.All(refusals.OfType<Refusal>(), r => Assert.True(r is Missing or ChangedMeanwhile, $"{r}"));
    }
}
