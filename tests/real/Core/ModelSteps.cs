using CsCheck;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What can happen in a sequence of the model test.</summary>
internal enum ModelAct
{
    // Runs.
    Sync,
    SyncContainers,
    SyncDevices,
    SyncAndDie,
    SyncAndMeanwhile,
    SyncAndCancel,
    SyncAndRestart,
    AnswerHeld,

    // People.
    Map,
    Unmap,
    Skip,
    MapTypes,
    Ignore,
    AutoSync,
    ImportAll,
    ImportSome,
    ReplaceToken,
    CreateCompany,
    DeleteCompany,
    OnMove,

    // Plans.
    MakePlan,
    ApplyPlan,
    PlanAndApply,
    UndoPlan,
    DeleteIntegration,

    // The vendor.
    RenameDevice,
    MoveDevice,
    MoveMany,
    NewDevice,
    Grow,
    Vanish,
    VanishMany,
    Return,
    RenameSite,
    ReparentSite,
    DeleteSite,
    ReturnSite,
}

/// <summary>A step of a sequence; what the numbers choose depends on the act.</summary>
internal sealed record ModelStep(ModelAct Act, int First, int Second, int Third)
{
    /// <summary>What people may do while a run reads devices.</summary>
    private static readonly ModelAct[] Meanwhile =
    [
        ModelAct.Map, ModelAct.Unmap, ModelAct.Skip, ModelAct.Unmap, ModelAct.ImportAll, ModelAct.ImportSome, ModelAct.Ignore, ModelAct.AutoSync,
        ModelAct.ReplaceToken, ModelAct.DeleteCompany, ModelAct.PlanAndApply, ModelAct.UndoPlan,
    ];

    private static readonly (ModelAct Act, int Weight)[] Weights =
    [
        (ModelAct.Sync, 16), (ModelAct.SyncContainers, 3), (ModelAct.SyncDevices, 4), (ModelAct.SyncAndDie, 10), (ModelAct.SyncAndMeanwhile, 8),
        (ModelAct.SyncAndCancel, 4), (ModelAct.SyncAndRestart, 2), (ModelAct.AnswerHeld, 4),
        (ModelAct.Map, 8), (ModelAct.Unmap, 4), (ModelAct.Skip, 4), (ModelAct.MapTypes, 2), (ModelAct.Ignore, 3), (ModelAct.AutoSync, 4),
        (ModelAct.ImportAll, 6), (ModelAct.ImportSome, 6), (ModelAct.ReplaceToken, 1), (ModelAct.CreateCompany, 2), (ModelAct.DeleteCompany, 4), (ModelAct.OnMove, 2),
        (ModelAct.MakePlan, 3), (ModelAct.ApplyPlan, 3), (ModelAct.PlanAndApply, 6), (ModelAct.UndoPlan, 4), (ModelAct.DeleteIntegration, 1),
        (ModelAct.RenameDevice, 3), (ModelAct.MoveDevice, 7), (ModelAct.MoveMany, 2), (ModelAct.NewDevice, 4), (ModelAct.Vanish, 7), (ModelAct.VanishMany, 6), (ModelAct.Return, 4),
        (ModelAct.RenameSite, 2), (ModelAct.ReparentSite, 6), (ModelAct.DeleteSite, 4), (ModelAct.ReturnSite, 3),
    ];

    // What may come between the making, the applying and the undoing of plans.
    private static readonly (ModelAct Act, int Weight)[] AroundPlans =
    [
        (ModelAct.MakePlan, 9), (ModelAct.ApplyPlan, 9), (ModelAct.PlanAndApply, 18), (ModelAct.UndoPlan, 14), (ModelAct.DeleteIntegration, 2), (ModelAct.Sync, 6), (ModelAct.SyncAndMeanwhile, 3),
        (ModelAct.Map, 3), (ModelAct.Unmap, 2), (ModelAct.Skip, 1), (ModelAct.OnMove, 3), (ModelAct.Ignore, 1), (ModelAct.AutoSync, 2), (ModelAct.ImportAll, 2), (ModelAct.ImportSome, 2),
        (ModelAct.MoveDevice, 3), (ModelAct.ReparentSite, 2), (ModelAct.Vanish, 2), (ModelAct.Return, 1), (ModelAct.DeleteCompany, 2), (ModelAct.CreateCompany, 1),
    ];

    private static readonly ModelAct[] Acts = ByWeight(Weights);

    private static readonly ModelAct[] PlanActs = ByWeight(AroundPlans);

    private static readonly Gen<int> Number = Gen.Int[0, 59];

    private static readonly Gen<ModelStep> Any = StepsOf(Acts);

    private static readonly Gen<ModelStep> Planned = StepsOf(PlanActs);

    // The second site grows, and the first loses six of its eight: too many for it, not for the whole.
    private static readonly ModelStep[] LargeFleet = [new(ModelAct.Grow, 1, 0, 0), new(ModelAct.Sync, 0, 0, 0), new(ModelAct.VanishMany, 6, 0, 0)];

    // The first site loses six of its eight to the second, and the integration follows.
    private static readonly ModelStep[] ManyMove = [new(ModelAct.ImportAll, 0, 0, 0), new(ModelAct.OnMove, 1, 0, 0), new(ModelAct.MoveMany, 0, 1, 0)];

    /// <summary>Sequences; a few over a fleet that is large enough for one site to bring the brake on alone, or over one of which too many move at once; a third of them mostly of plans.</summary>
    public static Gen<ModelStep[]> Sequences { get; } = Gen.Select(
        Gen.Int[0, 7], Any.Array[2, 6], Planned.Array[4, 9],
        (kind, any, planned) => kind == 0 ? [.. LargeFleet, .. any] : kind == 7 ? [.. ManyMove, .. any] : kind <= 3 ? planned : any);

    /// <summary>What a person does while the run of this step reads.</summary>
    public ModelStep Inner => new(Meanwhile[Third % Meanwhile.Length], First, Second, Third);

    /// <summary>The page before which it happens, from 1.</summary>
    public int Page => 1 + (Third / Meanwhile.Length);

    private static ModelAct[] ByWeight((ModelAct Act, int Weight)[] acts) => [.. acts.SelectMany(w => Enumerable.Repeat(w.Act, w.Weight))];

    private static Gen<ModelStep> StepsOf(ModelAct[] acts) => Gen.Select(
        Gen.Int[0, acts.Length - 1], Number, Number, Number,
        (act, first, second, third) => new ModelStep(acts[act], first, second, third));

    public override string ToString() =>
        Act == ModelAct.SyncAndMeanwhile ? $"{Act}({Inner} before page {Page})" : $"{Act}({First}, {Second}, {Third})";
}
