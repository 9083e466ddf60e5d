using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Counts what becomes of the records of a run. Every received record is counted once.</summary>
internal sealed class SyncTally
{
    public int ContainersReceived { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Held { get; set; }

    public int Ignored { get; set; }

    public int Rejected { get; set; }

    public int Unmapped { get; set; }

    public int Missing { get; set; }

    public int AutoImported { get; set; }

    public int Pages { get; set; }

    /// <summary>Containers that could not be used; in the books only of a run that reads nothing else.</summary>
    public int ContainersRejected { get; set; }

    /// <summary>Rejected devices that the connector could not even name: any device that was not seen may be one of them.</summary>
    public int Unnamed { get; set; }

    /// <summary>Counted on its own, so that the books can be checked.</summary>
    public int Received { get; set; }

    public bool IsBalanced => Received == Created + Updated + Unchanged + Held + Ignored + Rejected + Unmapped;

    /// <summary>Adds a page of devices.</summary>
    public void Add(PageNotes notes)
    {
        Pages++;
        Unnamed += notes.Unnamed;
        foreach (var (line, count) in notes.Lines)
        {
            Received += count;
            switch (line.Outcome)
            {
                case RecordOutcome.Created:
                    Created += count;
                    break;
                case RecordOutcome.Updated:
                    Updated += count;
                    break;
                case RecordOutcome.Unchanged:
                    Unchanged += count;
                    break;
                case RecordOutcome.Held:
                    Held += count;
                    break;
                case RecordOutcome.Ignored:
                    Ignored += count;
                    break;
                case RecordOutcome.Rejected:
                    Rejected += count;
                    break;
                case RecordOutcome.Unmapped:
                    Unmapped += count;
                    break;
                default:
                    throw new InvalidOperationException($"An unknown outcome: {line.Outcome}.");
            }
        }
    }

    /// <summary>Takes over the counters of another.</summary>
    public void Take(SyncTally other)
    {
        (ContainersReceived, Created, Updated, Unchanged, Held) = (other.ContainersReceived, other.Created, other.Updated, other.Unchanged, other.Held);
        (Ignored, Rejected, Unmapped, Missing, AutoImported) = (other.Ignored, other.Rejected, other.Unmapped, other.Missing, other.AutoImported);
        (Pages, ContainersRejected, Unnamed, Received) = (other.Pages, other.ContainersRejected, other.Unnamed, other.Received);
    }
}
