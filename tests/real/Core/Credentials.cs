using System.Text;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Api;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class Credentials
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Neither_the_token_nor_the_vendors_own_secrets_are_anywhere_in_the_database(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: ");
        var integration = await world.ImportAsync();
        await ReplaceAsync(world, integration, world.Account.Token).Ok();
        world.Account.Access = world.Account.Access with { IsRevoked = true };
        await world.SyncAsync(integration);
        await ReplaceAsync(world, integration, world.Account.Token).No();

        string[] hidden = [world.Account.Token, PolicyJson.Canary];
        var dump = string.Join('\n', (await DatabaseDump.TakeAsync(world.Databases)).Concat(await DatabaseDump.TakeAsync(world.Databases, "vendor_credentials")));
        var logs = string.Join('\n', world.Logs.Lines);
        Assert.Contains("integration.credentials_replaced", dump, StringComparison.Ordinal);
        Assert.All(hidden.SelectMany(Spellings), spelling =>
        {
            Assert.DoesNotContain(spelling, dump, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(spelling, logs, StringComparison.OrdinalIgnoreCase);
        });
        if (engine == DatabaseEngine.Sqlite)
            Assert.All(hidden, secret => Assert.False(FilesHold(world, secret)));

        // Twin: put there by hand, it is found.
        await using var db = world.Open();
        await db.Integrations.ExecuteUpdateAsync(i => i.SetProperty(x => x.Settings, "{\"a\":\"" + world.Account.Token + "\"}"), Token);
        Assert.Contains(world.Account.Token, string.Join('\n', await DatabaseDump.TakeAsync(world.Databases)), StringComparison.Ordinal);
        if (engine == DatabaseEngine.Sqlite)
            Assert.True(FilesHold(world, world.Account.Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_secret_that_was_tampered_with_fails_the_run_with_a_cure(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed.");
        var integration = await world.StageAsync();
        await using var db = world.Open();
        var secret = await db.IntegrationSecrets.SingleAsync(Token);
        secret.Envelope = [.. secret.Envelope[..^1], (byte)(secret.Envelope[^1] ^ 1)];
        await db.SaveChangesAsync(Token);

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Failed, "secret_unreadable"), (run.State, run.Error?.Code));
        Assert.Contains("vault key", run.Error!.Cure, StringComparison.Ordinal);
        Assert.Equal("secret_unreadable", (await world.IntegrationAsync(integration)).Attention?.Code);

        // Entering it again mends it.
        await ReplaceAsync(world, integration, world.Account.Token).Ok();
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_secret_cannot_be_moved_to_another_field_integration_tenant_or_version(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed.");
        Dictionary<string, string?> Secrets(string name) => new() { ["first"] = $"{name} one", ["second"] = $"{name} two" };
        var one = await world.ConnectPaperAsync(secrets: Secrets("a"));
        var two = await world.ConnectPaperAsync(secrets: Secrets("b"));
        var foreign = await world.ConnectPaperAsync(world.OtherOwner, Secrets("c"));
        await world.DrainAsync();
        await using var db = world.Databases.OpenForAllTenants();
        var secrets = await db.IntegrationSecrets.ToListAsync(Token);
        IntegrationSecret Of(IntegrationId id, string field) => secrets.Single(s => s.IntegrationId == id && s.Field == field);
        var target = Of(one, "first");
        var (own, version) = (target.Envelope, target.Version);

        foreach (var (envelope, at) in ((byte[], int)[])
        [
            (Of(one, "second").Envelope, version), (Of(two, "first").Envelope, version), (Of(foreign, "first").Envelope, version), (own, version + 1),
        ])
        {
            (target.Envelope, target.Version) = (envelope, at);
            await db.SaveChangesAsync(Token);
            Assert.Equal("secret_unreadable", (await world.SyncAsync(one)).Error?.Code);
        }

        // Twin: back in its place it can be opened.
        (target.Envelope, target.Version) = (own, version);
        await db.SaveChangesAsync(Token);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(one)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Credentials_of_another_account_must_be_confirmed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine, new SimulatorOptions { Accounts = 2, Companies = 4, Devices = 40 });
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases);
        var other = world.Simulator.Accounts[1];

        Assert.Equal("other_account", (await ReplaceAsync(world, integration, other.Token).No()).Code);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));

        await ReplaceAsync(world, integration, other.Token, confirm: true).Ok();
        Assert.Equal(other.OrganizationId, (await world.IntegrationAsync(integration)).Account?.Id);
        await world.SyncAsync(integration);
        Assert.Equal(
            other.Fleet.Policies.Select(p => p.PolicyId).Order(StringComparer.Ordinal),
            (await world.ContainersAsync(integration)).Select(c => c.ExternalId).Order(StringComparer.Ordinal).Intersect(other.Fleet.Policies.Select(p => p.PolicyId)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_token_that_does_not_work_leaves_the_old_one_in_place(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases);

        var refusal = await ReplaceAsync(world, integration, "not-the-token").No();

        Assert.Equal("credentials_refused", refusal.Code);
        Assert.NotEmpty(refusal.Cure);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_token_that_was_revoked_asks_for_the_admin_until_a_sync_succeeds(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: ");
        var integration = await world.ImportAsync();
        var devices = await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links");
        world.Account.Access = world.Account.Access with { IsRevoked = true };

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Failed, "credentials_refused"), (run.State, run.Error?.Code));
        Assert.NotEmpty(run.Error!.Cure);
        var view = await world.IntegrationAsync(integration);
        Assert.Equal((IntegrationState.Attention, "credentials_refused"), (view.State, view.Attention?.Code));
        Assert.Equal(devices, await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links"));

        world.Account.Access = world.Account.Access with { IsRevoked = false };
        await world.SyncAsync(integration);
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_saved_when_the_connection_does_not_work(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var before = await DatabaseDump.TakeAsync(world.Databases);
        Dictionary<string, string?> secrets = new() { [Account.TokenKey] = "wrong" };

        var refusal = await world.Get<CreateIntegration>().RunAsync(world.Owner, "addigy", "Addigy", null, secrets, Token).No();

        Assert.Equal("credentials_refused", refusal.Code);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        Assert.Equal("unknown_connector", (await world.Get<CreateIntegration>().RunAsync(world.Owner, "nobody", null, null, null, Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_API_token_is_kept_as_a_hash_and_works_until_it_is_revoked(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var made = await world.Get<CreateApiToken>().RunAsync(world.Owner, "Script", Role.Technician, Token).Ok();

        var actor = await world.Get<AuthenticateApiToken>().RunAsync(made.Secret, Token);

        Assert.Equal((world.Owner.Tenant, Role.Technician), (actor?.Tenant, actor?.Role));
        Assert.Null(await world.Get<AuthenticateApiToken>().RunAsync(made.Secret + "x", Token));
        Assert.DoesNotContain(await DatabaseDump.TakeAsync(world.Databases), line => line.Contains(made.Secret, StringComparison.Ordinal));
        await world.Get<RevokeApiToken>().RunAsync(world.Owner, made.Token.Id, Token).Ok();
        Assert.Null(await world.Get<AuthenticateApiToken>().RunAsync(made.Secret, Token));
        var actions = (await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(), Token).Ok()).Items.Select(e => e.Action);
        Assert.Equal(["token.used", "token.revoked", "token.created"], actions);
        Assert.Equal("invalid_value", (await world.Get<CreateApiToken>().RunAsync(world.Owner, new string('n', 201), null, Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<CreateApiToken>().RunAsync(world.Owner, "a\0b", null, Token).No()).Code);
    }

    private static Task<Result<ConnectionTest>> ReplaceAsync(TestWorld world, IntegrationId integration, string token, bool confirm = false) =>
        world.Get<ReplaceCredentials>().RunAsync(world.Owner, integration, new Dictionary<string, string?> { [Account.TokenKey] = token }, confirm, Token);

    private static IEnumerable<string> Spellings(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToHexStringLower(bytes);
        yield return Convert.ToBase64String(bytes)[..^4];
        yield return new string([.. secret.Reverse()]);
    }

    private static bool FilesHold(TestWorld world, string secret)
    {
        var folder = Path.GetDirectoryName(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(world.Options.ConnectionString).DataSource)!;
        return Directory.GetFiles(folder).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
        });
    }
}
