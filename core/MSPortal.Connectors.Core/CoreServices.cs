using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Decisions.Kinds;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Integrations.Diagnostics;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Core.Why;

namespace MSPortal.Connectors.Core;

/// <summary>Registers every action of the product. They keep no state, so one of each is enough.</summary>
public static class CoreServices
{
    /// <summary>Adds the product; the caller adds an <see cref="IJobQueue"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddConnectorsCore(
        this IServiceCollection services,
        DatabaseOptions database,
        byte[] vaultKey,
        OperatorSettings settings,
        Func<IServiceProvider, ConnectorCatalog> catalog)
    {
        var vault = new SecretVault(vaultKey);
        services.AddSingleton(new Databases(database, vault));
        services.AddSingleton(vault);
        services.AddSingleton(settings);
        services.AddSingleton(catalog);
        services.AddSingleton(new VendorHttpOptions());
        services.AddSingleton(new RetentionPolicy());
        services.AddSingleton<SharedClock>();
        services.AddSingleton<CredentialStates, StatesInDatabase>();
        services.AddSingleton<VendorHttpFactory>();
        services.AddSingleton<VendorConnections>();
        services.AddSingleton<IntegrationAnswers>();

        Type[] actions =
        [
            typeof(MigrateDatabase),
            typeof(CreateApiToken), typeof(ListApiTokens), typeof(RevokeApiToken), typeof(AuthenticateApiToken),
            typeof(ListAudit), typeof(ExportAudit), typeof(SealAudit), typeof(VerifyAudit), typeof(RenewAuditKey), typeof(RecordRefused),
            typeof(ListCompanies), typeof(GetCompany), typeof(CreateCompany), typeof(RenameCompany), typeof(DeleteCompany), typeof(ImportCompanies), typeof(ListAliases), typeof(ForgetAlias), typeof(MergeCompanies), typeof(UndoCompanyMerge), typeof(ListCompanyMerges),
            typeof(TestConnection), typeof(TestCredentials), typeof(CreateIntegration), typeof(ListIntegrations), typeof(GetIntegration), typeof(ChangeIntegration), typeof(ReplaceCredentials), typeof(DeleteIntegration), typeof(MakeDiagnostics),
            typeof(ListContainers), typeof(MapContainers), typeof(ApplyToChildren), typeof(UndoMappings), typeof(ListMappingBatches), typeof(GetMappingBatch), typeof(ChooseRoot), typeof(QuickMatchContainers),
            typeof(ListDeviceTypes), typeof(CreateDeviceType), typeof(RenameDeviceType), typeof(DeleteDeviceType),
            typeof(ListProviderTypes), typeof(ChangeProviderType), typeof(QuickMatchProviderTypes), typeof(QuickCreateDeviceTypes),
            typeof(StartSync), typeof(ListSyncs), typeof(GetSync), typeof(GetBooks), typeof(ListRejected), typeof(CancelSync), typeof(AnswerHeldSync), typeof(RunSync), typeof(WakeDueWork), typeof(TrimHistory),
            typeof(MakePlan), typeof(RemakePlan), typeof(GetPlan), typeof(Plans.Work.PlanStanding), typeof(ListPlans), typeof(ListPlanItems), typeof(ChoosePlanRows), typeof(ApplyPlan), typeof(UndoPlan), typeof(DiscardPlan), typeof(RunPlan),
            typeof(ListStaged), typeof(GetStaged), typeof(StartImport), typeof(GetImport), typeof(RunImport),
            typeof(ListDevices), typeof(GetDevice), typeof(KeepDevices), typeof(ListDeviceHistory),
            typeof(ListDeviceLinks), typeof(JoinDevices), typeof(SplitDevice), typeof(GetSourceOrder), typeof(ChangeSourceOrder), typeof(RunRefill),
            typeof(LockField), typeof(GetDisplayName), typeof(PreviewDisplayName), typeof(ChangeDisplayName), typeof(RenameDevices),
            typeof(ListOwnFields), typeof(CreateOwnField), typeof(ChangeOwnField), typeof(DeleteOwnField), typeof(SetOwnValue), typeof(ListNotes), typeof(AddNote), typeof(ChangeNote),
            typeof(ComplianceReport), typeof(OsVersionReport), typeof(StaleReport), typeof(DeviceNumbersReport), typeof(CoverageReport),
            typeof(AskWhy),
            typeof(FindDecisions), typeof(ListDecisions), typeof(AnswerDecisions), typeof(SnoozeDecisions),
        ];
        foreach (var action in actions)
            services.AddSingleton(action);

        Type[] decisions = [typeof(MappingQuestions), typeof(DevicesMoved), typeof(SerialsInConflict), typeof(RecordsReturned), typeof(SyncsHeld), typeof(TypesUnmapped), typeof(ContainersFit), typeof(IntegrationsInTrouble), typeof(VendorsBlocked), typeof(ConnectorsFailed)];
        foreach (var source in decisions)
            services.AddSingleton(typeof(IDecisionSource), source);
        return services;
    }
}
