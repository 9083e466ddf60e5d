using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.ModelPlans;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What people do, to the product and to the model; both must refuse the same.</summary>
internal sealed class ModelPeople
{
    public static readonly string[] Companies = ["Zwicky Dental", "Brightwater Yoga", "Northfield Veterinary", "Calloway Roofing"];

    private static readonly string[] Types = ["box", "phone"];

    private static readonly MoveChoice[] Choices = [MoveChoice.Hold, MoveChoice.Follow, MoveChoice.Stay];

    private readonly Dictionary<string, Guid> _companies = [];
    private readonly TestWorld _world;
    private readonly ModelFleet _fleet;
    private readonly IntegrationId _integration;
    private readonly ModelPlanner _plans;

    public ModelPeople(TestWorld world, ModelFleet fleet, IntegrationId integration)
    {
        (_world, _fleet, _integration) = (world, fleet, integration);
        _plans = new ModelPlanner(world, fleet, integration, IdOf);
    }

    public async Task DoAsync(ModelStep step)
    {
        var (site, company, type) = ($"{step.First % 6}", Companies[step.Second % Companies.Length], Types[step.First % Types.Length]);
        switch (step.Act)
        {
            case ModelAct.Map:
                await DecideAsync(site, company);
                break;
            case ModelAct.Unmap:
                await DecideAsync(site, null);
                break;
            case ModelAct.Skip:
                await DecideAsync(site, ModelPlace.Never);
                break;
            case ModelAct.MapTypes:
                await MapTypesAsync();
                break;
            case ModelAct.Ignore:
                AreAlike(_fleet.Ignore(type, step.Second % 3 != 0), await ChangeTypeAsync(type, new ProviderTypeChange(Ignored: step.Second % 3 != 0)));
                break;
            case ModelAct.AutoSync:
                AreAlike(_fleet.AutoSync(type, step.Second % 4 != 0), await ChangeTypeAsync(type, new ProviderTypeChange(AutoSync: step.Second % 4 != 0)));
                break;
            case ModelAct.ImportAll:
                await ImportAsync(new ImportSelection(All: true));
                break;
            case ModelAct.ImportSome:
                await ImportSomeAsync(step);
                break;
            case ModelAct.ReplaceToken:
                await ReplaceTokenAsync(isOther: step.First % 2 == 0);
                break;
            case ModelAct.CreateCompany:
                await CreateCompanyAsync(company);
                break;
            case ModelAct.DeleteCompany:
                AreAlike(_fleet.DeleteCompany(company), await _world.Get<DeleteCompany>().RunAsync(_world.Owner, new CompanyId(IdOf(company)), Token));
                break;
            case ModelAct.OnMove:
                await _world.Get<ChangeIntegration>().RunAsync(_world.Owner, _integration, new IntegrationChange { OnMove = Choices[step.First % Choices.Length] }, Token).Ok();
                _fleet.OnMove = Choices[step.First % Choices.Length];
                break;
            case ModelAct.MakePlan or ModelAct.PlanAndApply or ModelAct.ApplyPlan or ModelAct.UndoPlan or ModelAct.DeleteIntegration:
                await _plans.DoAsync(step);
                break;
            default:
                throw new InvalidOperationException($"Nobody does {step.Act}.");
        }
    }

    public async Task DecideAsync(string site, string? said)
    {
        await using var db = _world.Open();
        var container = await db.Containers.AsNoTracking().SingleOrDefaultAsync(c => c.IntegrationId == _integration && c.ExternalId == site, Token);
        var decision = said == ModelPlace.Never ? new ContainerDecision(null, Skip: true) : new ContainerDecision(said is null ? null : IdOf(said));
        var id = container?.Id ?? new ContainerId(Guid.NewGuid());
        AreAlike(_fleet.Decide(site, said), await _world.Get<MapContainers>().RunAsync(_world.Owner, _integration, [id], decision, Token));
    }

    public async Task CreateCompanyAsync(string company)
    {
        var created = await _world.Get<CreateCompany>().RunAsync(_world.Owner, company, Token);
        AreAlike(_fleet.CreateCompany(company), created);
        if (created.IsOk)
            _companies[company] = created.Value.Id;
    }

    public async Task MapTypesAsync()
    {
        await _world.Get<QuickCreateDeviceTypes>().RunAsync(_world.Owner, _integration, Token).Ok();
        _fleet.MapTypes();
    }

    public Task CreateDeviceTypesAsync() => _plans.CreateDeviceTypesAsync();

    private Task<Result<ProviderTypeView>> ChangeTypeAsync(string type, ProviderTypeChange change) =>
        _world.Get<ChangeProviderType>().RunAsync(_world.Owner, _integration, type, change, Token);

    private async Task ImportSomeAsync(ModelStep step)
    {
        if (_fleet.Kept.Count == 0)
            return;

        string[] ids = [.. _fleet.Kept.Keys.Skip(step.Second % _fleet.Kept.Count).Take(1 + (step.First % 8))];
        await using var db = _world.Open();
        var staged = await db.StagedDevices.Where(s => s.IntegrationId == _integration && ids.Contains(s.ExternalId)).Select(s => s.Id.Value).ToListAsync(Token);
        await ImportAsync(new ImportSelection(staged), ids);
    }

    // A key that comes in a second time starts nothing.
    private async Task ImportAsync(ImportSelection selection, string[]? named = null)
    {
        var key = Guid.NewGuid().ToString();
        var import = await _world.Get<StartImport>().RunAsync(_world.Owner, _integration, selection, key, Token);
        AreAlike(_fleet.CanImport, import);
        if (!import.IsOk)
            return;

        Assert.Equal(import.Value.Id, (await _world.Get<StartImport>().RunAsync(_world.Owner, _integration, selection, key, Token).Ok()).Id);
        await _world.Get<RunImport>().RunAsync(_world.Owner.Tenant, new DeviceImportId(import.Value.Id), Token);
        if (named is null)
            _fleet.ImportAll();
        foreach (var id in named ?? [])
            _fleet.ImportNamed(id);
    }

    private async Task ReplaceTokenAsync(bool isOther)
    {
        var own = _world.Vendor.Account;
        if (isOther)
            _world.Vendor.Account = new($"{own.Id}-other", "Another");
        var secrets = new Dictionary<string, string?> { ["first"] = Guid.NewGuid().ToString() };
        AreAlike(!isOther, await _world.Get<ReplaceCredentials>().RunAsync(_world.Owner, _integration, secrets, confirmAccount: false, Token));
        _world.Vendor.Account = own;
    }

    // One that was never made, or was deleted, has an identifier that nobody knows.
    private Guid IdOf(string company) => _companies.GetValueOrDefault(company, Guid.Empty);

    private static void AreAlike<T>(bool isPossible, Result<T> result) =>
        Assert.True(isPossible == result.IsOk, $"The model says {(isPossible ? "that it is possible" : "no")}, the product {(result.IsOk ? "does it" : result.Refusal!.Code)}.");
}
