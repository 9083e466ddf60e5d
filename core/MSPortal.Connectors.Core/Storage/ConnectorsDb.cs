using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Core.VendorHttp.Budget;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>The database as one tenant sees it, or as the system sees it when <see cref="SeesAllTenants"/>.</summary>
/// <remarks>Open one for each action with <see cref="Databases"/>.</remarks>
public abstract class ConnectorsDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    /// <summary>Name of the filter that hides other tenants' rows.</summary>
    public const string TenantFilter = "Tenant";

    /// <summary>The tenant whose rows are visible.</summary>
    public TenantId Tenant { get; init; }

    /// <summary>Whether the rows of all tenants are visible: for sign-in, jobs and start-up only.</summary>
    public bool SeesAllTenants { get; init; }

    /// <summary>Keys of the audit log; null when the database was opened without the vault.</summary>
    internal AuditKeys? Keys { get; init; }

    /// <summary>Audit entries that get their keyed hash when they are saved.</summary>
    internal List<AuditEntry> UnsignedEntries { get; } = [];

    /// <summary>What a query must end with to lock the rows it finds; empty where there is one writer anyway.</summary>
    public abstract string LockRows { get; }

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<Company> Companies => Set<Company>();

    public DbSet<CompanyAlias> CompanyAliases => Set<CompanyAlias>();

    public DbSet<CompanyMerge> CompanyMerges => Set<CompanyMerge>();

    public DbSet<Integration> Integrations => Set<Integration>();

    public DbSet<IntegrationSecret> IntegrationSecrets => Set<IntegrationSecret>();

    public DbSet<Container> Containers => Set<Container>();

    public DbSet<MappingBatch> MappingBatches => Set<MappingBatch>();

    public DbSet<MappingStep> MappingSteps => Set<MappingStep>();

    public DbSet<DeviceType> DeviceTypes => Set<DeviceType>();

    public DbSet<ProviderType> ProviderTypes => Set<ProviderType>();

    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();

    public DbSet<SyncPage> SyncPages => Set<SyncPage>();

    public DbSet<RejectedRow> RejectedRows => Set<RejectedRow>();

    public DbSet<StagedDevice> StagedDevices => Set<StagedDevice>();

    public DbSet<StagedObservation> StagedObservations => Set<StagedObservation>();

    public DbSet<LeftOutRecord> LeftOutRecords => Set<LeftOutRecord>();

    public DbSet<DeviceImport> Imports => Set<DeviceImport>();

    public DbSet<ImportFailure> ImportFailures => Set<ImportFailure>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<PlanItem> PlanItems => Set<PlanItem>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<DeviceObservation> DeviceObservations => Set<DeviceObservation>();

    public DbSet<DisplayNameRule> DisplayNameRules => Set<DisplayNameRule>();

    public DbSet<OwnField> OwnFields => Set<OwnField>();

    public DbSet<OwnValue> OwnValues => Set<OwnValue>();

    public DbSet<DeviceNote> DeviceNotes => Set<DeviceNote>();

    public DbSet<DeviceChange> DeviceChanges => Set<DeviceChange>();

    public DbSet<DeviceLink> DeviceLinks => Set<DeviceLink>();

    public DbSet<KeptApart> KeptApart => Set<KeptApart>();

    public DbSet<JoinedDevice> JoinedDevices => Set<JoinedDevice>();

    public DbSet<SourcePlace> SourcePlaces => Set<SourcePlace>();

    public DbSet<SourceRefill> SourceRefills => Set<SourceRefill>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditLink> AuditLinks => Set<AuditLink>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    public DbSet<AuditKey> AuditKeys => Set<AuditKey>();

    public DbSet<DecisionSnooze> DecisionSnoozes => Set<DecisionSnooze>();

    public DbSet<VendorCredential> VendorCredentials => Set<VendorCredential>();

    public DbSet<ProtectedKey> ProtectedKeys => Set<ProtectedKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        foreach (var id in typeof(ConnectorsDb).Assembly.GetTypes().Where(IsEntityId))
        {
            configurationBuilder.Properties(id).HaveConversion(typeof(EntityIdConverter<>).MakeGenericType(id));
            configurationBuilder.Properties(typeof(Nullable<>).MakeGenericType(id))
                .HaveConversion(typeof(EntityIdConverter<>).MakeGenericType(id));
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        RenameIdentityTables(builder);
        SearchInQueries.AddTo(builder, Database.IsSqlite());
        HostNameInQueries.AddTo(builder, Database.IsSqlite());
        builder.ApplyConfigurationsFromAssembly(typeof(ConnectorsDb).Assembly);

        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned))))
        {
            typeof(ConnectorsDb).GetMethod(nameof(HideOtherTenants), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(entity.ClrType)
                .Invoke(this, [builder]);
        }
    }

    /// <summary>Refuses to write a row of another tenant; the database refuses it too, but only on PostgreSQL.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseOtherTenants();
        await using var transaction = await this.SignAsync(cancellationToken);
        var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
        return count;
    }

    /// <inheritdoc cref="SaveChangesAsync(bool, CancellationToken)" />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseOtherTenants();
        if (UnsignedEntries.Count > 0)
            throw new InvalidOperationException("Audit entries are saved with SaveChangesAsync.");
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void RefuseOtherTenants()
    {
        if (SeesAllTenants)
            return;

        var foreign = ChangeTracker.Entries<ITenantOwned>().FirstOrDefault(e => e.Entity.TenantId != Tenant);
        if (foreign is not null)
            throw new InvalidOperationException($"A {foreign.Metadata.DisplayName()} of another tenant was about to be written.");
    }

    private void HideOtherTenants<T>(ModelBuilder builder)
        where T : class, ITenantOwned =>
        builder.Entity<T>().HasQueryFilter(TenantFilter, row => SeesAllTenants || row.TenantId == Tenant);

    private static bool IsEntityId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>));

    private static void RenameIdentityTables(ModelBuilder builder)
    {
        builder.Entity<User>().ToTable("users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
    }
}
