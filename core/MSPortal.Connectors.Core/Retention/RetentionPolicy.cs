namespace MSPortal.Connectors.Core.Retention;

/// <summary>How long history is kept. The audit log and the history of mappings are not part of it: both are kept.</summary>
public sealed record RetentionPolicy
{
    /// <summary>Days for which syncs, with their rejected records and books, imports, with their failures, and the rows of plans are kept after their end.</summary>
    public int RunDays { get; init; } = 90;

    /// <summary>How many of the last syncs and imports of each integration are kept, however old they are.</summary>
    public int KeepRuns { get; init; } = 20;

    /// <summary>
    /// Days for which the notes of single pages are kept after the end of a sync that did not see everything. A sync that did
    /// removes them at once; the books stay in any case.
    /// </summary>
    public int NoteDays { get; init; } = 7;

    /// <summary>Days for which it is kept what changed on a device.</summary>
    public int DeviceDays { get; init; } = 730;
}
