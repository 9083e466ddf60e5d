using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Container = MSPortal.Connectors.Core.Containers.Container;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The whole core on a fresh database, with a simulated Addigy over HTTP, a vendor on paper and two tenants.</summary>
internal sealed class TestWorld : IAsyncDisposable
{
    private const int MostWakes = 1_000;

    /// <summary>Uses all of the vendor's limit, and loses no time before a retry.</summary>
    public static readonly VendorHttpOptions Eager = new() { BudgetShare = 1, FirstRetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly TestDatabase _database;
    private readonly VendorHttpOptions? _http;
    private ServiceProvider _services;

    private TestWorld(TestDatabase database, AddigySimulator simulator, VendorHttpOptions? http)
    {
        (_database, Simulator, _http) = (database, simulator, http);
        _services = StartAnotherHost();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ShiftedClock Clock { get; } = new();

    public CollectedWakes Wakes { get; } = new();

    public LoudLogs Logs { get; } = new();

    public PaperVendor Vendor { get; } = new();

    /// <summary>Another vendor on paper, which may report the same devices.</summary>
    public PaperVendor SecondVendor { get; } = new("paper_two", "Second");

    public byte[] VaultKey { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public AddigySimulator Simulator { get; }

    public Account Account => Simulator.Accounts[0];

    public Fleet Fleet => Account.Fleet;

    public Databases Databases => Get<Databases>();

    public DatabaseOptions Options => _database.Options;

    /// <summary>Owner of the tenant that most tests look at.</summary>
    public Actor Owner { get; } = new(new TenantId(Guid.CreateVersion7()), "olga@owner.example", Role.Owner, Channel.Ui);

    /// <summary>Owner of the other tenant.</summary>
    public Actor OtherOwner { get; } = new(new TenantId(Guid.CreateVersion7()), "otto@other.example", Role.Owner, Channel.Ui);

    public static async Task<TestWorld> StartAsync(DatabaseEngine engine, SimulatorOptions? options = null, VendorHttpOptions? http = null)
    {
        var database = await TestDatabase.CreateMigratedAsync(engine);
        var simulator = await AddigySimulator.StartAsync(options ?? new SimulatorOptions { Companies = 6, Devices = 120 });
        var world = new TestWorld(database, simulator, http);
        await using var db = world.Databases.OpenForAllTenants();
        db.Tenants.Add(new Tenant { Id = world.Owner.Tenant, Name = "Own", CreatedAt = world.Clock.GetUtcNow() });
        db.Tenants.Add(new Tenant { Id = world.OtherOwner.Tenant, Name = "Other", CreatedAt = world.Clock.GetUtcNow() });
        await db.SaveChangesAsync(Token);
        return world;
    }

    /// <summary>The core once more, as another host on the same database has it.</summary>
    /// <param name="vendor">Where that host looks for Addigy; null for the simulator.</param>
    /// <param name="lease">How long its leases last; null for the usual time.</param>
    /// <param name="database">Another database than the world's; null for that one.</param>
    public ServiceProvider StartAnotherHost(Uri? vendor = null, LeaseTimes? lease = null, int recordsTogether = 500, DatabaseOptions? database = null) =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IJobQueue>(Wakes)
            .AddLogging(logs => logs.AddProvider(Logs).SetMinimumLevel(LogLevel.Warning))
            .AddConnectorsCore(
                (database ?? _database.Options) with { Lease = lease ?? LeaseTimes.Default, RecordsTogether = recordsTogether },
                VaultKey,
                new OperatorSettings(new Dictionary<string, Uri> { ["addigy"] = vendor ?? Simulator.BaseAddress }),
                _ => ConnectorCatalog.Of(LoadedConnector.From(new AddigyConnector()), LoadedConnector.From(Vendor), LoadedConnector.From(SecondVendor)))
            .AddSingleton<SharedClock>(new ShiftedSharedClock(Clock))
            .AddSingleton(_http ?? Eager)
            .BuildServiceProvider();

    /// <summary>Puts another host, alone on the database, in the place of the last: what that had in memory is gone, and so are its calls for workers.</summary>
    public async Task RestartAsync()
    {
        Wakes.Lose();
        await _services.DisposeAsync();
        _services = StartAnotherHost();
        await Get<WakeDueWork>().TakeUpAtOnceAsync(Token);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ConnectorsDb Open(Actor? actor = null) => Databases.Open((actor ?? Owner).Tenant);

    public async ValueTask DisposeAsync()
    {
        Clock.WhenRead = null;
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        await _database.DisposeAsync();
        Logs.Dispose();
    }

    /// <summary>Lets workers work until nobody calls for them any more.</summary>
    public async Task DrainAsync()
    {
        for (var i = 0; i < MostWakes; i++)
        {
            if (Wakes.Take() is not { } wake)
                return;

            Clock.Shift(wake.Delay);
            await WorkAsync(wake);
        }

        throw new InvalidOperationException("Workers call for workers without end.");
    }

    public Task WorkAsync(Wake wake) => wake.Run is { } run
        ? Get<RunSync>().RunAsync(wake.Tenant, run, Token)
        : wake.Plan is { } plan ? Get<RunPlan>().RunAsync(wake.Tenant, plan, Token)
        : Get<RunImport>().RunAsync(wake.Tenant, wake.Import!.Value, Token);

    /// <summary>Makes an integration with the simulated account, and the account's companies, without syncing.</summary>
    public async Task<IntegrationId> ConnectAsync(Actor? actor = null, int account = 0)
    {
        actor ??= Owner;
        foreach (var company in Simulator.Accounts[account].Fleet.Companies)
            await Get<CreateCompany>().RunAsync(actor, company, Token);
        var secrets = new Dictionary<string, string?> { [Account.TokenKey] = Simulator.Accounts[account].Token };
        return new IntegrationId((await Get<CreateIntegration>().RunAsync(actor, "addigy", "Addigy", null, secrets, Token).Ok()).Id);
    }

    /// <summary>Makes an integration with the vendor on paper, without syncing.</summary>
    public async Task<IntegrationId> ConnectPaperAsync(Actor? actor = null, Dictionary<string, string?>? secrets = null) =>
        new((await Get<CreateIntegration>().RunAsync(actor ?? Owner, PaperVendor.Id, "Paper", null, secrets, Token).Ok()).Id);

    /// <summary>Connects, syncs, maps all containers and all types; nothing is imported.</summary>
    public async Task<IntegrationId> StageAsync(Actor? actor = null, bool isPaper = false)
    {
        actor ??= Owner;
        var integration = isPaper ? await ConnectPaperAsync(actor) : await ConnectAsync(actor);
        await DrainAsync();
        await Get<QuickMatchContainers>().RunAsync(actor, integration, apply: true, null, Token).Ok();
        await MapRestAsync(integration, actor);
        await DrainAsync();
        await Get<QuickCreateDeviceTypes>().RunAsync(actor, integration, Token).Ok();
        return integration;
    }

    /// <summary>Stages, then imports all.</summary>
    public async Task<IntegrationId> ImportAsync(Actor? actor = null, bool isPaper = false)
    {
        var integration = await StageAsync(actor, isPaper);
        await ImportAllAsync(integration, actor);
        return integration;
    }

    /// <summary>Maps every container that has no company to one company.</summary>
    public async Task MapRestAsync(IntegrationId integration, Actor? actor = null)
    {
        actor ??= Owner;
        var rest = await CompanyAsync("The rest", actor);
        foreach (var container in (await ContainersAsync(integration, actor)).Where(c => c.Company is null))
            await MapAsync(integration, container.ExternalId, rest, actor);
    }

    /// <summary>A company of this name, made when it is not there.</summary>
    public async Task<CompanyId> CompanyAsync(string name, Actor? actor = null)
    {
        actor ??= Owner;
        await using var db = Open(actor);
        var found = await db.Companies.Where(c => c.Name == name).Select(c => (Guid?)c.Id.Value).SingleOrDefaultAsync(Token);
        return new CompanyId(found ?? (await Get<CreateCompany>().RunAsync(actor, name, Token).Ok()).Id);
    }

    public async Task<MappingChanged> MapAsync(IntegrationId integration, string externalId, CompanyId? company, Actor? actor = null) =>
        await Get<MapContainers>().RunAsync(actor ?? Owner, integration, [(await ContainerAsync(integration, externalId, actor)).Id], new ContainerDecision(company?.Value), Token).Ok();

    public async Task<MappingChanged> SkipAsync(IntegrationId integration, string externalId) =>
        await Get<MapContainers>().RunAsync(Owner, integration, [(await ContainerAsync(integration, externalId)).Id], new ContainerDecision(null, Skip: true), Token).Ok();

    public async Task<Container> ContainerAsync(IntegrationId integration, string externalId, Actor? actor = null)
    {
        await using var db = Open(actor);
        return await db.Containers.AsNoTracking().SingleAsync(c => c.IntegrationId == integration && c.ExternalId == externalId, Token);
    }

    public async Task<IReadOnlyList<ContainerView>> ContainersAsync(IntegrationId integration, Actor? actor = null) =>
        await AllAsync(async page => (await Get<ListContainers>().RunAsync(actor ?? Owner, integration, ContainerFilter.All, page, Token).Ok()).Page);

    public async Task<SyncRunView> SyncAsync(IntegrationId integration, SyncScope scope = SyncScope.All, Actor? actor = null)
    {
        var run = await Get<StartSync>().RunAsync(actor ?? Owner, integration, scope, SyncTrigger.Manual, Token).Ok();
        await DrainAsync();
        return (await GetSyncAsync(integration, run.Id, actor)).Run;
    }

    public Task<SyncRunDetail> GetSyncAsync(IntegrationId integration, Guid run, Actor? actor = null) =>
        Get<GetSync>().RunAsync(actor ?? Owner, integration, new SyncRunId(run), Token).Ok();

    public Task<ImportView> ImportAllAsync(IntegrationId integration, Actor? actor = null) =>
        ImportAsync(integration, new ImportSelection(All: true), actor);

    public async Task<ImportView> ImportAsync(IntegrationId integration, ImportSelection selection, Actor? actor = null)
    {
        var import = await Get<StartImport>().RunAsync(actor ?? Owner, integration, selection, null, Token).Ok();
        await DrainAsync();
        return await Get<GetImport>().RunAsync(actor ?? Owner, integration, new DeviceImportId(import.Id), Token).Ok();
    }

    public Task<IReadOnlyList<StagedView>> StagedAsync(IntegrationId integration, StagedFilter? filter = null, Actor? actor = null) =>
        AllAsync(page => Get<ListStaged>().RunAsync(actor ?? Owner, integration, filter ?? new StagedFilter(), page, Token).Ok());

    public async Task<StagedView> StagedAsync(IntegrationId integration, string externalId)
    {
        IReadOnlyList<StagedView> unmapped = await StagedAsync(integration, new StagedFilter(Status: StagedStatus.ContainerUnmapped));
        return (await StagedAsync(integration)).Concat(unmapped).Single(s => s.ExternalId == externalId);
    }

    public Task<IReadOnlyList<DeviceRow>> DevicesAsync(Actor? actor = null) =>
        AllAsync(page => Get<ListDevices>().RunAsync(actor ?? Owner, new DeviceFilter(), page, Token));

    /// <summary>Waits until the latest run has saved so many pages of devices: the next is asked for before that.</summary>
    public async Task SavedPagesAsync(IntegrationId integration, int pages)
    {
        var run = new SyncRunId((await RunsAsync(integration))[0].Id);
        await using var db = Open();
        while (await db.SyncPages.CountAsync(p => p.RunId == run && p.Stage == SyncStage.Devices, Token) < pages)
            await Task.Delay(10, Token);
    }

    public Task<IReadOnlyList<SyncRunView>> RunsAsync(IntegrationId integration, Actor? actor = null) =>
        AllAsync(page => Get<ListSyncs>().RunAsync(actor ?? Owner, integration, page, Token).Ok());

    public Task<IntegrationView> IntegrationAsync(IntegrationId integration, Actor? actor = null) =>
        Get<GetIntegration>().RunAsync(actor ?? Owner, integration, Token).Ok();

    public static async Task<IReadOnlyList<T>> AllAsync<T>(Func<PageRequest, Task<Page<T>>> read)
    {
        List<T> all = [];
        for (var number = 1; ; number++)
        {
            var page = await read(new PageRequest(number, PageRequest.MaxPageSize));
            all.AddRange(page.Items);
            if (all.Count >= page.Total || page.Items.Count == 0)
                return all;
        }
    }
}
