namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Names a credential of a connector.</summary>
/// <param name="CredentialKey">Opaque, never the secret itself.</param>
internal readonly record struct CredentialId(string ConnectorId, string CredentialKey);

/// <summary>Keeps how credentials stand with their vendors.</summary>
public abstract class CredentialStates
{
    private protected CredentialStates()
    {
    }

    /// <summary>Changes a state, alone among all that do: the change gets the state and the time by the clock that all share.</summary>
    internal abstract Task<T> ChangeAsync<T>(
        CredentialId id,
        Func<CredentialState, DateTimeOffset, (CredentialState State, T Result)> change,
        CancellationToken cancellationToken);
}

/// <summary>Keeps them as long as the process lives, for those who have no database.</summary>
public sealed class StatesInMemory(TimeProvider clock) : CredentialStates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CredentialId, CredentialState> _states = [];

    internal override Task<T> ChangeAsync<T>(
        CredentialId id,
        Func<CredentialState, DateTimeOffset, (CredentialState State, T Result)> change,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var (state, result) = change(_states.GetValueOrDefault(id, new CredentialState()), clock.GetUtcNow());
            _states[id] = state;
            return Task.FromResult(result);
        }
    }
}
