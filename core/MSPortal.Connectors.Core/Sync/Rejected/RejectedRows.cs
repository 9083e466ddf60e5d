using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Rejected;

/// <summary>Keeps the records that a run could not use, so that they can be looked at.</summary>
internal static class RejectedRows
{
    /// <summary>How many of a run are kept; the rest is counted only.</summary>
    public const int Kept = 1_000;

    /// <param name="before">Number of records the run rejected earlier.</param>
    public static void Add(ConnectorsDb db, SyncRun run, IReadOnlyList<RejectedRecord> rejected, int before)
    {
        for (var i = 0; i < rejected.Count && before + i < Kept; i++)
        {
            db.RejectedRows.Add(new RejectedRow
            {
                TenantId = run.TenantId,
                RunId = run.Id,
                Number = before + i + 1,
                ExternalId = rejected[i].ExternalId is { } id ? StorableText.Of(id, 200) : null,
                Reason = StorableText.Of(rejected[i].Reason),
            });
        }
    }
}
