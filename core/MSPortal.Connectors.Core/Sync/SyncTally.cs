using Microsoft.EntityFrameworkCore;
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

    /// <summary>Whether as many records came as are accounted for.</summary>
    public bool IsBalanced => Received == Created + Updated + Unchanged + Held + Ignored + Rejected + Unmapped;

    /// <summary>Adds a page of devices.</summary>
    public void Add(PageNotes notes)
    {
        Pages++;
        Unnamed += notes.Unnamed;
        Received += notes.Books.Received.Values.Sum();
        foreach (var (line, count) in notes.Books.Lines)
        {
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

    /// <summary>Writes the counters to the run's row inside the caller's transaction.</summary>
    public Task<int> SaveAsync(IQueryable<SyncRun> run, CancellationToken cancellationToken) => run.ExecuteUpdateAsync(
        r => r.SetProperty(x => x.ContainersReceived, ContainersReceived)
            .SetProperty(x => x.ContainersRejected, ContainersRejected)
            .SetProperty(x => x.Received, Received)
            .SetProperty(x => x.Created, Created)
            .SetProperty(x => x.Updated, Updated)
            .SetProperty(x => x.Unchanged, Unchanged)
            .SetProperty(x => x.Held, Held)
            .SetProperty(x => x.Ignored, Ignored)
            .SetProperty(x => x.Rejected, Rejected)
            .SetProperty(x => x.Unmapped, Unmapped)
            .SetProperty(x => x.Missing, Missing)
            .SetProperty(x => x.AutoImported, AutoImported)
            .SetProperty(x => x.Pages, Pages),
        cancellationToken);
}
