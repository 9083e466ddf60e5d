using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Integrations.Diagnostics;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Npgsql;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

// Every action that takes an id.
public sealed partial class TenantWall
{
    private static IEnumerable<(string Name, Func<Ids, Task<Refusal?>> Act)> Actions(TestWorld world, Ids own)
    {
        var actor = world.Owner;
        var page = new PageRequest();
        yield return ("GetCompany", async ids => (await world.Get<GetCompany>().RunAsync(actor, new CompanyId(ids.Company), Token)).Refusal);
        yield return ("RenameCompany", async ids => (await world.Get<RenameCompany>().RunAsync(actor, new CompanyId(ids.Company), "Taken over", Token)).Refusal);
        yield return ("GetIntegration", async ids => (await world.Get<GetIntegration>().RunAsync(actor, new IntegrationId(ids.Integration), Token)).Refusal);
        yield return ("MakeDiagnostics", async ids => (await world.Get<MakeDiagnostics>().RunAsync(actor, new IntegrationId(ids.Integration), Token)).Refusal);
        yield return ("ChangeIntegration", async ids => (await world.Get<ChangeIntegration>().RunAsync(actor, new IntegrationId(ids.Integration), new IntegrationChange("Taken over"), Token)).Refusal);
        yield return ("ReplaceCredentials", async ids => (await world.Get<ReplaceCredentials>().RunAsync(actor, new IntegrationId(ids.Integration), null, true, Token)).Refusal);
        yield return ("ListContainers", async ids => (await world.Get<ListContainers>().RunAsync(actor, new IntegrationId(ids.Integration), ContainerFilter.All, page, Token)).Refusal);
        yield return ("MapContainer", async ids => (await world.Get<MapContainers>().RunAsync(actor, new IntegrationId(ids.Integration), [new ContainerId(ids.Container)], new ContainerDecision(own.Company), Token)).Refusal);
        yield return ("MapContainer, nested", async ids => (await world.Get<MapContainers>().RunAsync(actor, new IntegrationId(own.Integration), [new ContainerId(ids.Container)], new ContainerDecision(own.Company), Token)).Refusal);
        yield return ("MapContainer, company", async ids => (await world.Get<MapContainers>().RunAsync(actor, new IntegrationId(own.Integration), [new ContainerId(own.Container)], new ContainerDecision(ids.Company), Token)).Refusal);
        yield return ("QuickMatchContainers", async ids => (await world.Get<QuickMatchContainers>().RunAsync(actor, new IntegrationId(ids.Integration), true, null, Token)).Refusal);
        yield return ("QuickMatchContainers, company", async ids => (await world.Get<QuickMatchContainers>().RunAsync(
            actor, new IntegrationId(own.Integration), true, new QuickMatchReview(null, new Dictionary<Guid, Guid> { [own.Container] = ids.Company }), Token)).Refusal);
        yield return ("QuickMatchContainers, container", async ids => (await world.Get<QuickMatchContainers>().RunAsync(
            actor, new IntegrationId(own.Integration), true, new QuickMatchReview(null, new Dictionary<Guid, Guid> { [ids.Container] = own.Company }), Token)).Refusal);
        yield return ("ApplyToChildren", async ids => (await world.Get<ApplyToChildren>().RunAsync(actor, new IntegrationId(ids.Integration), new ContainerId(ids.Container), Token)).Refusal);
        yield return ("ApplyToChildren, nested", async ids => (await world.Get<ApplyToChildren>().RunAsync(actor, new IntegrationId(own.Integration), new ContainerId(ids.Container), Token)).Refusal);
        yield return ("ChooseRoot", async ids => (await world.Get<ChooseRoot>().RunAsync(actor, new IntegrationId(ids.Integration), null, Token)).Refusal);
        yield return ("ChooseRoot, container", async ids => (await world.Get<ChooseRoot>().RunAsync(actor, new IntegrationId(own.Integration), new ContainerId(ids.Container), Token)).Refusal);
        yield return ("ListMappingBatches", async ids => (await world.Get<ListMappingBatches>().RunAsync(actor, new IntegrationId(ids.Integration), page, Token)).Refusal);
        yield return ("ListAliases", async ids => (await world.Get<ListAliases>().RunAsync(actor, new CompanyId(ids.Company), Token)).Refusal);
        yield return ("MergeCompanies, from", async ids => (await world.Get<MergeCompanies>().RunAsync(actor, new CompanyId(ids.Company), new CompanyId(own.Company), Token)).Refusal);
        yield return ("MergeCompanies, into", async ids => (await world.Get<MergeCompanies>().RunAsync(actor, new CompanyId(own.Company), new CompanyId(ids.Company), Token)).Refusal);
        yield return ("ListProviderTypes", async ids => (await world.Get<ListProviderTypes>().RunAsync(actor, new IntegrationId(ids.Integration), Token)).Refusal);
        yield return ("ChangeProviderType", async ids => (await world.Get<ChangeProviderType>().RunAsync(actor, new IntegrationId(ids.Integration), "box", new ProviderTypeChange(Ignored: false), Token)).Refusal);
        yield return ("ChangeProviderType, device type", async ids => (await world.Get<ChangeProviderType>().RunAsync(actor, new IntegrationId(own.Integration), "box", new ProviderTypeChange(ids.DeviceType), Token)).Refusal);
        yield return ("QuickMatchProviderTypes", async ids => (await world.Get<QuickMatchProviderTypes>().RunAsync(actor, new IntegrationId(ids.Integration), true, Token)).Refusal);
        yield return ("QuickCreateDeviceTypes", async ids => (await world.Get<QuickCreateDeviceTypes>().RunAsync(actor, new IntegrationId(ids.Integration), Token)).Refusal);
        yield return ("RenameDeviceType", async ids => (await world.Get<RenameDeviceType>().RunAsync(actor, new DeviceTypeId(ids.DeviceType), "Taken over", Token)).Refusal);
        yield return ("StartSync", async ids => (await world.Get<StartSync>().RunAsync(actor, new IntegrationId(ids.Integration), SyncScope.All, SyncTrigger.Manual, Token)).Refusal);
        yield return ("ListSyncs", async ids => (await world.Get<ListSyncs>().RunAsync(actor, new IntegrationId(ids.Integration), page, Token)).Refusal);
        yield return ("GetSync", async ids => (await world.Get<GetSync>().RunAsync(actor, new IntegrationId(ids.Integration), new SyncRunId(ids.Run), Token)).Refusal);
        yield return ("GetSync, nested", async ids => (await world.Get<GetSync>().RunAsync(actor, new IntegrationId(own.Integration), new SyncRunId(ids.Run), Token)).Refusal);
        yield return ("GetBooks", async ids => (await world.Get<GetBooks>().RunAsync(actor, new IntegrationId(ids.Integration), new SyncRunId(ids.Run), Token)).Refusal);
        yield return ("GetBooks, nested", async ids => (await world.Get<GetBooks>().RunAsync(actor, new IntegrationId(own.Integration), new SyncRunId(ids.Run), Token)).Refusal);
        yield return ("ListRejected", async ids => (await world.Get<ListRejected>().RunAsync(actor, new IntegrationId(ids.Integration), new SyncRunId(ids.Run), page, Token)).Refusal);
        yield return ("ListRejected, nested", async ids => (await world.Get<ListRejected>().RunAsync(actor, new IntegrationId(own.Integration), new SyncRunId(ids.Run), page, Token)).Refusal);
        yield return ("CancelSync", async ids => (await world.Get<CancelSync>().RunAsync(actor, new IntegrationId(ids.Integration), new SyncRunId(ids.Run), Token)).Refusal);
        yield return ("ListStaged", async ids => (await world.Get<ListStaged>().RunAsync(actor, new IntegrationId(ids.Integration), new StagedFilter(), page, Token)).Refusal);
        yield return ("GetStaged", async ids => (await world.Get<GetStaged>().RunAsync(actor, new IntegrationId(ids.Integration), new StagedDeviceId(ids.Staged), Token)).Refusal);
        yield return ("GetStaged, nested", async ids => (await world.Get<GetStaged>().RunAsync(actor, new IntegrationId(own.Integration), new StagedDeviceId(ids.Staged), Token)).Refusal);
        yield return ("StartImport", async ids => (await world.Get<StartImport>().RunAsync(actor, new IntegrationId(ids.Integration), new ImportSelection(All: true), null, Token)).Refusal);
        yield return ("GetImport", async ids => (await world.Get<GetImport>().RunAsync(actor, new IntegrationId(ids.Integration), new DeviceImportId(ids.Import), Token)).Refusal);
        yield return ("GetImport, nested", async ids => (await world.Get<GetImport>().RunAsync(actor, new IntegrationId(own.Integration), new DeviceImportId(ids.Import), Token)).Refusal);
        yield return ("GetDevice", async ids => (await world.Get<GetDevice>().RunAsync(actor, new DeviceId(ids.Device), Token)).Refusal);
        yield return ("ListDeviceHistory", async ids => (await world.Get<ListDeviceHistory>().RunAsync(actor, new DeviceId(ids.Device), null, page, Token)).Refusal);
        yield return ("MakePlan", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Import, ids.Integration) { All = true }, Token)).Refusal);
        yield return ("MakePlan, staged", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Import, own.Integration) { StagedDeviceIds = [ids.Staged] }, Token)).Refusal);
        yield return ("MakePlan, container", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Map, own.Integration) { ContainerIds = [ids.Container], CompanyId = own.Company }, Token)).Refusal);
        yield return ("MakePlan, company", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Map, own.Integration) { ContainerIds = [own.Container], CompanyId = ids.Company }, Token)).Refusal);
        yield return ("MakePlan, unmap", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Unmap, own.Integration) { ContainerIds = [ids.Container] }, Token)).Refusal);
        yield return ("MakePlan, Auto-Sync", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.AutoSync, ids.Integration) { All = true }, Token)).Refusal);
        yield return ("MakePlan, device type", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Retype, own.Integration) { TypeKey = "box", DeviceTypeId = ids.DeviceType }, Token)).Refusal);
        yield return ("MakePlan, device", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Move, null) { DeviceIds = [ids.Device], CompanyId = own.Company }, Token)).Refusal);
        yield return ("MakePlan, move to", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.Move, null) { DeviceIds = [own.Device], CompanyId = ids.Company }, Token)).Refusal);
        yield return ("MakePlan, deletion", async ids => (await world.Get<MakePlan>().RunAsync(actor, new PlanRequest(PlanKind.DeleteIntegration, ids.Integration) { RemovesDevices = true }, Token)).Refusal);
        yield return ("GetPlan", async ids => (await world.Get<GetPlan>().RunAsync(actor, new PlanId(ids.Plan), Token)).Refusal);
        yield return ("ListPlanItems", async ids => (await world.Get<ListPlanItems>().RunAsync(actor, new PlanId(ids.Plan), new PlanItemFilter(), page, Token)).Refusal);
        yield return ("ApplyPlan", async ids => (await world.Get<ApplyPlan>().RunAsync(actor, new PlanId(ids.Plan), [], Token)).Refusal);
        yield return ("UndoPlan", async ids => (await world.Get<UndoPlan>().RunAsync(actor, new PlanId(ids.Plan), Token)).Refusal);
        yield return ("RevokeApiToken", async ids => (await world.Get<RevokeApiToken>().RunAsync(actor, ids.Token, Token)).Refusal);
        yield return ("DeleteCompany", async ids => (await world.Get<DeleteCompany>().RunAsync(actor, new CompanyId(ids.Company), Token)).Refusal);
        yield return ("DeleteDeviceType", async ids => (await world.Get<DeleteDeviceType>().RunAsync(actor, new DeviceTypeId(ids.DeviceType), Token)).Refusal);
        yield return ("DeleteIntegration", async ids => (await world.Get<DeleteIntegration>().RunAsync(actor, new IntegrationId(ids.Integration), true, Token)).Refusal);
    }
}
