using MSPortal.Connectors.Core.Integrations;

namespace MSPortal.Connectors.Tests.Real.Core;

// Devices that the vendor moves to other companies.
internal sealed partial class ModelFleet
{
    /// <summary>Whether it was the vendor who moved it to the company of its site, and it has not followed.</summary>
    public bool IsMarked(ModelKept kept) => kept.MovedTo is not null && kept.MovedTo == KeyOf(PlaceOf(kept)?.Company);

    /// <summary>The vendor moves it from one site to another.</summary>
    public void Mark(ModelKept kept, ModelPlace to)
    {
        var from = PlaceOf(kept)?.Company;
        if (kept.Owner is null || from == to.Company)
            return;

        // What a person said meanwhile, by deciding about the device or the site, ends the wait.
        kept.IsMoveHeld &= kept.Owner != to.Company && kept.MovedTo != KeyOf(kept.Owner) && kept.MovedTo != kept.KeptFrom && (from is null || kept.MovedTo == KeyOf(from));
        kept.MovedTo = kept.Owner == to.Company ? null : KeyOf(to.Company);
    }

    /// <summary>The vendor gives the site to another company, and nobody is asked.</summary>
    public void Mark(ModelPlace place)
    {
        foreach (var kept in Kept.Values.Where(k => k.Site == place.Id && k.Owner is not null && k.Owner != place.Company))
            (kept.MovedTo, kept.IsMoveHeld) = (KeyOf(place.Company), false);
    }

    /// <summary>At the end of a run: too many that moved are held, a few may follow.</summary>
    /// <param name="held">Those that are held now for the first time.</param>
    /// <returns>Whether those that are held now for the first time are too many by themselves.</returns>
    public bool HoldMoves(out IReadOnlyList<ModelKept> held)
    {
        held = [];
        if (OnMove != MoveChoice.Follow)
            return false;

        var moved = Kept.Values.Where(k => k.Owner is not null && StatusOf(k) == "Held" && !Holds(Places[k.Site!]) && IsMarked(k)).ToList();
        var fresh = moved.FindAll(k => !k.IsMoveHeld);
        var imported = Kept.Values.Where(k => k.Owner is not null && !k.IsGone).ToList();
        bool IsTooMany(List<ModelKept> some) =>
            some.Count > ModelRun.Limit(imported.Count) || some.GroupBy(k => k.Owner).Any(g => g.Count() > ModelRun.Limit(imported.Count(k => k.Owner == g.Key)));
        var isTooMany = IsTooMany(moved);
        held = isTooMany ? fresh : held;
        foreach (var kept in fresh)
        {
            kept.IsMoveHeld = isTooMany;
            kept.MovedTo = isTooMany ? kept.MovedTo : null;
        }

        return isTooMany && IsTooMany(fresh);
    }
}
