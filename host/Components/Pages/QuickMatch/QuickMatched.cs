using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.QuickMatch;

/// <summary>What came of a Quick Match.</summary>
/// <param name="BatchId">What to undo it by; null when nothing was mapped.</param>
/// <param name="Sure">Mapped because Quick Match was sure.</param>
/// <param name="Chosen">Mapped because a person picked a candidate.</param>
public sealed record QuickMatched(Guid? BatchId, int Sure, int Chosen)
{
    public string Sentence(ContainerWords words) =>
        Sure + Chosen == 0 ? "Nothing was mapped." : $"{words.Count(Sure + Chosen)} mapped: {Sure} by Quick Match, {Chosen} by your choice.";
}
