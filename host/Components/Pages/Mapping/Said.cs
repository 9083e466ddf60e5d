using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Host.Components.Pages.MapRows;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>What was done last, in words.</summary>
/// <param name="BatchId">What to undo it by; null when it can't be.</param>
/// <param name="CanReview">Whether its rows are worth a look one by one.</param>
public sealed record Said(string Text, Guid? BatchId = null, bool CanReview = false)
{
    /// <summary>A change of one container.</summary>
    /// <param name="now">The container as it is now; null when it left the list.</param>
    public static Said Of(MapChange change, MappingChanged changed, ContainerView container, ContainerView? now, ContainerWords words)
    {
        var what = change.Act switch
        {
            MapAct.Map => $"{container.Name} is mapped to {change.Company!.Name}.",
            MapAct.Skip => $"{container.Name} is never mapped.",
            MapAct.ApplyToChildren when changed.BatchId is null => $"All inside {container.Name} inherits {container.Company!.Name} already.",
            MapAct.ApplyToChildren => $"All inside {container.Name} inherits {container.Company!.Name} now; {words.Count(changed.Changed)} gave up what was decided before.",
            _ when container.IsSkipped => $"{container.Name} may be mapped again.",
            _ => $"The mapping of {container.Name} is removed.",
        };
        var inherits = change.Act == MapAct.Unmap && now is { InheritedFrom: { } from, Company: { } company } ? $" It inherits {company.Name} from {from} now." : "";
        return new(what + inherits + Follows(change, changed, words), changed.BatchId);
    }

    /// <summary>A change of many containers.</summary>
    public static Said Of(MapChange change, MappingChanged changed, ContainerWords words)
    {
        var count = words.Count(changed.Changed);
        var what = changed.BatchId is null ? "Nothing changed: it was so already." : change.Act switch
        {
            MapAct.Map => $"{count} mapped to {change.Company!.Name}.",
            MapAct.Skip => $"{count} set to \"never map\".",
            _ => $"The mapping of {count} is removed.",
        };
        return new(what + Follows(change, changed, words), changed.BatchId);
    }

    /// <summary>An undo.</summary>
    public static Said Of(MappingsUndone undone, ContainerWords words)
    {
        var kept = undone.Kept.Count == 0 ? "" : $" {words.Count(undone.Kept.Count)} left as now: " + string.Join("; ", undone.Kept.Take(3).Select(k => $"{k.Name} ({k.Why.TrimEnd('.')})")) + ".";
        return new($"Undone: {words.Count(undone.Restored)} as before.{kept}");
    }

    private static string Follows(MapChange change, MappingChanged changed, ContainerWords words)
    {
        var inherited = changed.Inherited > 0 ? $" {words.Count(changed.Inherited)} below followed." : "";
        if (change.Act is MapAct.Map or MapAct.ApplyToChildren)
            return inherited + (changed.ImportedKept > 0 ? $" {Words.Count(changed.ImportedKept, "imported device")} will follow at the next import." : "");

        return $"{inherited} {Words.Count(changed.StagedRemoved, "device")} left staging; {Words.Count(changed.ImportedKept, "imported device")} stay in the inventory as they are.";
    }
}
