using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Import;

/// <summary>
/// Goes through staged devices in batches. Which there are is asked at the beginning, and once more at the end for those that came
/// meanwhile: a question for each batch would read the whole fleet each time.
/// </summary>
internal sealed class WaitingDevices
{
    private readonly Queue<StagedDeviceId> _ids = new();

    /// <summary>How many there were at the beginning.</summary>
    public int Found { get; private set; }

    /// <summary>Whether the batch that was taken last is the last.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The next batch, tracked.</summary>
    /// <param name="fitting">What is gone through; a device that does not fit any more when its turn comes is left out.</param>
    public async Task<StagedJoin[]> NextAsync(IQueryable<StagedJoin> fitting, CancellationToken cancellationToken)
    {
        var isFresh = _ids.Count == 0;
        if (isFresh)
        {
            foreach (var id in await fitting.Select(s => s.Record.Id).OrderBy(id => id).ToListAsync(cancellationToken))
                _ids.Enqueue(id);
            Found = Math.Max(Found, _ids.Count);
        }

        StagedDeviceId[] batch = [.. Enumerable.Range(0, Math.Min(ImportBatch.Size, _ids.Count)).Select(_ => _ids.Dequeue())];
        IsOver = isFresh && _ids.Count == 0;
        return batch.Length == 0 ? [] : await fitting.Where(s => batch.Contains(s.Record.Id)).OrderBy(s => s.Record.Id).ToArrayAsync(cancellationToken);
    }
}
