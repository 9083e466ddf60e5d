using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.MapHistory;

/// <summary>Puts mapping changes into words.</summary>
internal static class BatchWords
{
    /// <summary>"12 policies by Quick Match".</summary>
    public static string Of(MappingBatchView batch, ContainerWords words)
    {
        var count = words.Count(batch.Containers);
        return batch.Kind switch
        {
            MappingBatchKind.Mapped => $"Mapped {count}",
            MappingBatchKind.Unmapped => $"Removed the mapping of {count}",
            MappingBatchKind.Skipped => $"Never map {count}",
            MappingBatchKind.QuickMatched => $"Quick Match of {count}",
            _ => $"Applied to {count} inside",
        };
    }

    /// <summary>"Acme Ltd (97 %)".</summary>
    public static string Of(MappingStand stand) =>
        stand.IsSkipped ? "Never map"
        : stand.CompanyId is null ? "None of its own"
        : (stand.CompanyName ?? "A company that is gone") + (stand.Confidence is { } sure ? $" ({Words.Percent(sure)})" : "");
}
