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

    // The vendor.
    RenameDevice,
    MoveDevice,
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
        ModelAct.ReplaceToken, ModelAct.DeleteCompany,
    ];

    private static readonly (ModelAct Act, int Weight)[] Weights =
    [
        (ModelAct.Sync, 16), (ModelAct.SyncContainers, 3), (ModelAct.SyncDevices, 4), (ModelAct.SyncAndDie, 10), (ModelAct.SyncAndMeanwhile, 8),
        (ModelAct.SyncAndCancel, 4), (ModelAct.SyncAndRestart, 2), (ModelAct.AnswerHeld, 4),
        (ModelAct.Map, 8), (ModelAct.Unmap, 4), (ModelAct.Skip, 4), (ModelAct.MapTypes, 2), (ModelAct.Ignore, 3), (ModelAct.AutoSync, 4),
        (ModelAct.ImportAll, 6), (ModelAct.ImportSome, 6), (ModelAct.ReplaceToken, 1), (ModelAct.CreateCompany, 2), (ModelAct.DeleteCompany, 4),
        (ModelAct.RenameDevice, 3), (ModelAct.MoveDevice, 7), (ModelAct.NewDevice, 4), (ModelAct.Vanish, 7), (ModelAct.VanishMany, 6), (ModelAct.Return, 4),
        (ModelAct.RenameSite, 2), (ModelAct.ReparentSite, 6), (ModelAct.DeleteSite, 4), (ModelAct.ReturnSite, 3),
    ];

    private static readonly ModelAct[] Acts = [.. Weights.SelectMany(w => Enumerable.Repeat(w.Act, w.Weight))];

    private static readonly Gen<int> Number = Gen.Int[0, 59];

    private static readonly Gen<ModelStep> Any = Gen.Select(
        Gen.Int[0, Acts.Length - 1], Number, Number, Number,
        (act, first, second, third) => new ModelStep(Acts[act], first, second, third));

    // The second site grows, and the first loses six of its eight: too many for it, not for the whole.
    private static readonly ModelStep[] LargeFleet = [new(ModelAct.Grow, 1, 0, 0), new(ModelAct.Sync, 0, 0, 0), new(ModelAct.VanishMany, 6, 0, 0)];

    /// <summary>Sequences; a few of them over a fleet that is large enough for one site to bring the brake on alone.</summary>
    public static Gen<ModelStep[]> Sequences { get; } = Gen.Select(
        Gen.Int[0, 7], Any.Array[2, 6],
        (size, steps) => size == 0 ? [.. LargeFleet, .. steps] : steps);

    /// <summary>What a person does while the run of this step reads.</summary>
    public ModelStep Inner => new(Meanwhile[Third % Meanwhile.Length], First, Second, Third);

    /// <summary>The page before which it happens, from 1.</summary>
    public int Page => 1 + (Third / Meanwhile.Length);

    public override string ToString() =>
        Act == ModelAct.SyncAndMeanwhile ? $"{Act}({Inner} before page {Page})" : $"{Act}({First}, {Second}, {Third})";
}
