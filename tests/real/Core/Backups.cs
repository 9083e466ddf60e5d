using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The steps of docs/how-to/run-in-production.md: a copy made while the host works is enough, together with the vault key.</summary>
public sealed class Backups
{
    [Fact]
    public async Task A_sqlite_copy_made_in_the_middle_of_a_sync_goes_on_elsewhere_with_the_vault_key_only()
    {
        var directory = Directory.CreateTempSubdirectory("msportal-test-").FullName;
        var copy = Path.Combine(directory, "msportal.db");
        await using var world = await StartAsync(DatabaseEngine.Sqlite);
        world.Vendor.PageSize = 1;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device(i.ToString(CultureInfo.InvariantCulture), "a"))]);
        var integration = await world.ConnectPaperAsync(secrets: new() { ["first"] = "the vendor's token" });
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("Acme"));
        world.Vendor.BeforePage = async (page, cancellationToken) =>
        {
            if (page != 4)
                return;

            // What "sqlite3 msportal.db .backup" and "vacuum into" do for an operator, over a connection of its own.
            await using var db = world.Databases.OpenForAllTenants();
            await db.Database.ExecuteSqlAsync($"vacuum into {copy}", cancellationToken);
        };
        await world.DrainAsync();
        world.Vendor.BeforePage = null;
        Assert.Equal(6, (await world.StagedAsync(integration)).Count);

        await using var restored = world.StartAnotherHost(database: new DatabaseOptions(DatabaseEngine.Sqlite, $"Data Source={copy};Pooling=False"));
        var databases = restored.GetRequiredService<Databases>();
        Assert.Empty(await restored.GetRequiredService<MigrateDatabase>().RunAsync(Token));
        Assert.Equal("the vendor's token", (await restored.GetRequiredService<IntegrationAnswers>().ReadAsync(world.Owner.Tenant, integration, Token)).Answers["first"]);
        Assert.True((await VerifyAudit.LookAsync(databases, world.Owner.Tenant, Token)).Ok);

        // The sync that the copy caught at work is taken up when its worker's claim has run out.
        var run = (await world.RunsAsync(integration))[0];
        Assert.Equal(SyncState.Running, await StateAsync(databases, run));
        world.Clock.Shift(TimeSpan.FromMinutes(10));
        await restored.GetRequiredService<RunSync>().RunAsync(world.Owner.Tenant, new SyncRunId(run.Id), Token);
        Assert.Equal(SyncState.Succeeded, await StateAsync(databases, run));
        await using (var db = databases.Open(world.Owner.Tenant))
            Assert.Equal(6, await db.StagedDevices.CountAsync(Token));

        // Without the key the copy gives no secret away.
        var stranger = new SecretVault([.. Enumerable.Repeat((byte)9, 32)]);
        await Assert.ThrowsAsync<VaultException>(() => new IntegrationAnswers(databases, stranger, world.Clock).ReadAsync(world.Owner.Tenant, integration, Token));
        Assert.DoesNotContain("the vendor's token", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(copy, Token)), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<SyncState> StateAsync(Databases databases, SyncRunView run)
    {
        await using var db = databases.OpenForAllTenants();
        return (await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == new SyncRunId(run.Id), Token)).State;
    }
}
