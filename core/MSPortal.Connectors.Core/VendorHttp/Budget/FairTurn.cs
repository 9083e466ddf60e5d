namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>A lock that is handed on in the order of arrival, which SemaphoreSlim does not promise.</summary>
internal sealed class FairTurn
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private bool _isTaken;

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using (cancellationToken.Register(() => GiveUp(place, cancellationToken)))
            await place.Value.Task;
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } next)
            {
                _isTaken = false;
                return;
            }

            _waiting.RemoveFirst();
            next.Value.SetResult();
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Whoever was handed the turn already keeps it and leaves as usual.
            if (place.List is null)
                return;

            _waiting.Remove(place);
            place.Value.SetCanceled(cancellationToken);
        }
    }
}
