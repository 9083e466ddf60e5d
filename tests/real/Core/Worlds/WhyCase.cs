using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Links;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>A place where a device can be, how it comes there, and what is to be said about it.</summary>
/// <param name="Bring">Brings the device "SERIAL-0001", with the vendor's id "dev-1", there.</param>
/// <param name="Step">Words of the one step that must be named.</param>
internal sealed record WhyCase(string Name, Func<TestWorld, Task> Bring, WhyState State, string Step, WhyPage? Page)
{
    /// <summary>What is asked for; null for the device.</summary>
    public string? Query { get; init; }

    public const string Serial = "SERIAL-0001";

    public const string Id = "dev-1";

    /// <summary>Every place.</summary>
    public static IReadOnlyList<WhyCase> All { get; } =
    [
        new("no integration", _ => Task.CompletedTask, WhyState.NoIntegration, "Connect one", WhyPage.Integrations),
        new("never synced", NeverSyncedAsync, WhyState.NeverSynced, "Sync Now", WhyPage.Staged),
        new("sync failed", SyncFailedAsync, WhyState.SyncFailed, "new token", WhyPage.Credentials),
        new("not received", w => ReadyAsync(w, hasDevice: false), WhyState.NotReceived, "Check at the vendor", WhyPage.Staged),
        new("paused", PausedAsync, WhyState.Paused, "Resume", WhyPage.Integrations),
        new("unmapped", w => ReadyAsync(w, isMapped: false), WhyState.MaybeUnmapped, "Map the sites", WhyPage.Mapping),
        new("rejected", RejectedAsync, WhyState.Rejected, "Mend the record", WhyPage.Sync),
        new("type unmapped", w => ReadyAsync(w), WhyState.TypeUnmapped, "Maps To", WhyPage.Staged),
        new("type ignored", w => TypedAsync(w, new ProviderTypeChange(Ignored: true)), WhyState.TypeIgnored, "Ignore off", WhyPage.Staged),
        new("new", w => TypedAsync(w), WhyState.New, "Import it", WhyPage.Staged),
        new("new with Auto-Sync", w => TypedAsync(w, new ProviderTypeChange(AutoSync: true)), WhyState.New, "Sync Now", WhyPage.Staged),
        new("import failed", FailedAsync, WhyState.Failed, "Maps To", WhyPage.Staged),
        new("import failed, cause gone", FailedThenMendedAsync, WhyState.Failed, "import it again", WhyPage.Staged),
        new("imported", ImportedAsync, WhyState.Imported, "Nothing needs to be done", WhyPage.Device),
        new("changed", ChangedAsync, WhyState.Changed, "Sync Now", WhyPage.Staged),
        new("imported, then unmapped", w => LeftAsync(w, id => w.MapAsync(id, "a", null)), WhyState.ContainerUnmapped, "Map the site \"Site a\"", WhyPage.Mapping),
        new("imported, then never map", w => LeftAsync(w, id => w.SkipAsync(id, "a")), WhyState.ContainerUnmapped, "Map the site \"Site a\"", WhyPage.Mapping),
        new("imported, now in no container", InNoContainerAsync, WhyState.ContainerUnmapped, "Put it into a site", WhyPage.Staged),
        new("held: company changed", w => MovedAsync(w, MoveChoice.Hold), WhyState.HeldForMove, "Import it by hand", WhyPage.Staged),
        new("held: follows at the next sync", FollowsSoonAsync, WhyState.HeldForMove, "Sync Now", WhyPage.Staged),
        new("held: container in doubt", QuestionedAsync, WhyState.HeldForQuestion, "Answer the question", WhyPage.Questions),
        new("held: missing with many", MissingWithManyAsync, WhyState.HeldForMissing, "whether the devices are gone", WhyPage.Sync),
        new("held: serial number in doubt", SerialInDoubtAsync, WhyState.HeldForSerial, "a device of its own", WhyPage.Staged),
        new("superseded, and back", SupersededAsync, WhyState.Superseded, "Split it off", WhyPage.Device),
        new("not seen", NotSeenAsync, WhyState.NotSeen, "Check at the vendor", null),
        new("source deleted", SourceDeletedAsync, WhyState.NoSource, "Connect the account", WhyPage.Integrations),
        new("container: mapped", w => TypedAsync(w), WhyState.ContainerMapped, "Import those", WhyPage.Staged) { Query = "site A" },
        new("container: mapped, all imported", ImportedAsync, WhyState.ContainerMapped, "Nothing needs", null) { Query = "Site a" },
        new("container: open", w => ReadyAsync(w, isMapped: false), WhyState.ContainerOpen, "Map it", WhyPage.Mapping) { Query = "Site b" },
        new("container: never map", async w => await w.SkipAsync(await ReadyAsync(w), "b"), WhyState.ContainerSkipped, "Choose a company", WhyPage.Mapping) { Query = "b" },
        new("container: in doubt", QuestionedAsync, WhyState.ContainerInDoubt, "Answer the question", WhyPage.Questions) { Query = "brightwater yoga" },
        new("container: gone", ContainerGoneAsync, WhyState.ContainerGone, "Check at the vendor", null) { Query = "Site b" },
        new("type: mapped", w => TypedAsync(w), WhyState.TypeMapped, "Import those", WhyPage.Staged) { Query = "BOX" },
        new("type: mapped, all imported", ImportedAsync, WhyState.TypeMapped, "Nothing needs", null) { Query = "box" },
        new("type: Auto-Sync", w => TypedAsync(w, new ProviderTypeChange(AutoSync: true)), WhyState.TypeAutoSynced, "Sync Now", WhyPage.Staged) { Query = "box" },
        new("type: unmapped", w => ReadyAsync(w), WhyState.TypeUnmapped, "Maps To", WhyPage.Staged) { Query = "box" },
        new("type: ignored", w => TypedAsync(w, new ProviderTypeChange(Ignored: true)), WhyState.TypeIgnored, "Ignore off", WhyPage.Staged) { Query = "box" },
        new("in two integrations", InTwoAsync, WhyState.Several, "Look at the one", null),
    ];

    /// <summary>An integration that has synced, with a site "a" of company A, a site "b" of B, and another device.</summary>
    public static async Task<IntegrationId> ReadyAsync(TestWorld world, bool hasDevice = true, bool isMapped = true)
    {
        world.Vendor.Add("a", PaperVendor.Device("other", "a", serial: "OTHER-0001"));
        world.Vendor.Add("b");
        if (hasDevice)
            world.Vendor.Devices.Add(PaperVendor.Device(Id, "a", "Reception-Mac", Serial));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        if (isMapped)
        {
            await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
            await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
            await world.DrainAsync();
        }

        return integration;
    }

    public static async Task<IntegrationId> TypedAsync(TestWorld world, ProviderTypeChange? change = null)
    {
        var integration = await ReadyAsync(world);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        if (change is not null)
            await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", change, Token).Ok();
        return integration;
    }

    public static async Task<IntegrationId> ImportedAsync(TestWorld world)
    {
        var integration = await TypedAsync(world);
        await world.ImportAllAsync(integration);
        return integration;
    }

    private static async Task NeverSyncedAsync(TestWorld world)
    {
        await world.ConnectPaperAsync();
        world.Wakes.Lose();
    }

    private static async Task SyncFailedAsync(TestWorld world)
    {
        var integration = await ReadyAsync(world, hasDevice: false);
        world.Logs.Announce("failed: credentials_refused");
        world.Vendor.BeforePage = (_, _) => throw new SetupRefusedException(ErrorCodes.CredentialsRefused, "Paper refuses the token.", "Enter a new token.");
        await world.SyncAsync(integration);
    }

    private static async Task PausedAsync(TestWorld world)
    {
        var integration = await ReadyAsync(world, hasDevice: false);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange(Paused: true), Token).Ok();
    }

    private static async Task RejectedAsync(TestWorld world)
    {
        world.Vendor.RejectedDevices.Add(new RejectedRecord(Id, "It has no body."));
        await ReadyAsync(world, hasDevice: false);
    }

    private static async Task FailedAsync(TestWorld world)
    {
        var integration = await ReadyAsync(world);
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, Id)).Id]));
    }

    private static async Task FailedThenMendedAsync(TestWorld world)
    {
        await FailedAsync(world);
        await using var db = world.Open();
        var integration = await db.Integrations.Select(i => i.Id).SingleAsync(Token);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
    }

    // A record whose device was written by an older version of it: what a worker leaves that died between the two.
    private static async Task ChangedAsync(TestWorld world)
    {
        await ImportedAsync(world);
        await using var db = world.Open();
        await db.DeviceLinks.Where(l => l.ExternalId == Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.AppliedHash, "older"), Token);
    }

    private static async Task LeftAsync(TestWorld world, Func<IntegrationId, Task<MappingChanged>> leave) => await leave(await ImportedAsync(world));

    private static async Task InNoContainerAsync(TestWorld world)
    {
        var integration = await ImportedAsync(world);
        world.Vendor.Devices[^1] = PaperVendor.Device(Id, null, "Reception-Mac", Serial);
        await world.SyncAsync(integration);
    }

    private static async Task<IntegrationId> MovedAsync(TestWorld world, MoveChoice choice)
    {
        var integration = await ImportedAsync(world);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = choice }, Token).Ok();
        world.Vendor.Devices[^1] = PaperVendor.Device(Id, "b", "Reception-Mac", Serial);
        await world.SyncAsync(integration);
        return integration;
    }

    private static async Task FollowsSoonAsync(TestWorld world)
    {
        var integration = await MovedAsync(world, MoveChoice.Hold);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
    }

    private static async Task QuestionedAsync(TestWorld world)
    {
        await world.CompanyAsync("Brightwater Yoga");
        var integration = await ReadyAsync(world, hasDevice: false);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        world.Vendor.Containers[0] = new ContainerRecord("a", "Brightwater Yoga", null);
        world.Vendor.Devices.Add(PaperVendor.Device(Id, "a", "Reception-Mac", Serial));
        await world.SyncAsync(integration);
    }

    private static async Task MissingWithManyAsync(TestWorld world)
    {
        world.Vendor.Devices.AddRange(Enumerable.Range(1, 30).Select(i => PaperVendor.Device($"more-{i}", "a")));
        var integration = await ImportedAsync(world);
        world.Vendor.Devices.Clear();
        var run = await world.SyncAsync(integration);
        Assert.Equal(SyncState.Held, run.State);
    }

    private static async Task ContainerGoneAsync(TestWorld world)
    {
        var integration = await ReadyAsync(world);
        world.Vendor.Containers.RemoveAll(c => c.ExternalId == "b");
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
    }

    private static async Task NotSeenAsync(TestWorld world)
    {
        var integration = await ImportedAsync(world);
        world.Vendor.Devices.RemoveAt(world.Vendor.Devices.Count - 1);
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
    }

    // The device that it may be is gone since; the next sync sees that nothing is in doubt any more.
    private static async Task SerialInDoubtAsync(TestWorld world)
    {
        var integration = await ImportedAsync(world);
        var second = await LinkWorld.ConnectAsync(world, world.SecondVendor, LinkWorld.Mac("two-1", Serial, site: "b"));
        await world.ImportAllAsync(second);
        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, removeDevices: true, Token).Ok();
    }

    private static async Task SupersededAsync(TestWorld world)
    {
        var integration = await ImportedAsync(world);
        var old = world.Vendor.Devices[^1];
        world.Vendor.Devices[^1] = PaperVendor.Device("dev-2", "a", "Reception-Mac", Serial);
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.Add(old);
        await world.SyncAsync(integration);
    }

    private static async Task SourceDeletedAsync(TestWorld world) =>
        await world.Get<DeleteIntegration>().RunAsync(world.Owner, await ImportedAsync(world), removeDevices: false, Token).Ok();

    private static async Task InTwoAsync(TestWorld world)
    {
        await ImportedAsync(world);
        world.Vendor.Account = new("paper-2", "Second account");
        var second = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(second, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
    }
}
