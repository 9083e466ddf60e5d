using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Core.VendorHttp.Reach;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Makes the clients that connectors are lent. One for the process: it holds the connections and its part of the budgets.</summary>
public sealed class VendorHttpFactory : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<CredentialId, Lazy<RequestBudget>> _budgets = new();
    private readonly ConcurrentDictionary<(CredentialId Credential, string Authority), Lazy<Circuit>> _circuits = new();
    private readonly ConcurrentDictionary<(string ConnectorId, bool IsOperators, string Authority), Lazy<VendorPlace>> _places = new();
    private readonly CredentialStates _states;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly VendorHttpOptions _options;
    private readonly Func<DnsEndPoint?, HttpMessageHandler> _wire;

    public VendorHttpFactory(TimeProvider clock, ILoggerFactory loggers, VendorHttpOptions options, CredentialStates states)
        : this(clock, loggers, options, states, trusted => new VendorWire(trusted, Dns.GetHostAddressesAsync))
    {
    }

    internal VendorHttpFactory(
        TimeProvider clock,
        ILoggerFactory loggers,
        VendorHttpOptions options,
        CredentialStates states,
        Func<DnsEndPoint?, HttpMessageHandler> wire)
    {
        if (options.BudgetShare is not (> 0 and <= 1))
            throw new ArgumentException("The share of a vendor's request limit must be more than 0 and at most 1.", nameof(options));

        _clock = clock;
        _log = loggers.CreateLogger("MSPortal.Connectors.VendorHttp");
        _options = options;
        _states = states;
        _wire = wire;
    }

    /// <summary>
    /// A client for one run or check. Its calls throw <see cref="Sdk.Errors.ConnectorException"/> or, when the caller
    /// cancels, <see cref="OperationCanceledException"/>; answers arrive whole, whatever their status.
    /// </summary>
    public HttpClient Create(VendorCallScope scope)
    {
        if (ManifestRules.BaseAddressProblem(scope.BaseAddress) is { } problem)
            throw new ArgumentException($"The base address {problem}.", nameof(scope));

        // From the wire outwards. The wire is shared, so disposing a client leaves it open.
        var place = Place(scope);
        HttpMessageHandler handler = new AnswerBuffer(_options.MaxAnswerBytes, place.Wire);
        handler = new CallMetering(scope, _clock, _log, handler);
        handler = new TimeLimit(_options.AttemptTimeout, _clock, handler);
        handler = new BudgetGate(Budget(scope), place.Times, scope, LongestWait(scope), _clock, handler);
        handler = new CircuitGate(Circuit(scope), scope, handler);
        handler = scope.IsInteractive
            ? new TimeLimit(_options.InteractiveTimeout, _clock, handler)
            : new RetryCalls(scope.Meter, _options.FirstRetryDelay, _clock, handler);
        handler = new OutageWatch(place.Outage, handler);
        handler = new DeclaredCallsGuard(scope, _log, handler);
        handler = new ErrorTranslation(scope.BaseAddress.Host, handler);

        return new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = scope.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Gives back what is left of the budgets, so that the next host need not wait for it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var budget in _budgets.Values)
            await budget.Value.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        foreach (var budget in _budgets.Values)
            budget.Value.Dispose();
        foreach (var place in _places.Values)
            place.Value.Wire.Dispose();
    }

    /// <summary>Hears what the connector says that an answer means.</summary>
    internal ToldRefusals Refusals(VendorCallScope scope) => new(Budget(scope), scope.Meter);

    private RequestBudget Budget(VendorCallScope scope) => Once(_budgets, Credential(scope), id => new RequestBudget(
        id,
        scope.Manifest.Name,
        Allowance.Of(scope.Manifest.RequestLimit, _options.BudgetShare) with { LongestRequest = _options.AttemptTimeout },
        _states,
        _clock,
        _log));

    private static CredentialId Credential(VendorCallScope scope) => new(scope.Manifest.Id, scope.CredentialKey);

    private Circuit Circuit(VendorCallScope scope) =>
        Once(_circuits, (Credential(scope), scope.BaseAddress.Authority), _ => new Circuit(_clock));

    private VendorPlace Place(VendorCallScope scope) => Once(
        _places,
        (scope.Manifest.Id, scope.IsOperatorsAddress, scope.BaseAddress.Authority),
        _ => new VendorPlace(
            _wire(scope.IsOperatorsAddress ? new DnsEndPoint(scope.BaseAddress.IdnHost, scope.BaseAddress.Port) : null),
            new AnswerTimes(),
            new Outage(scope.Manifest.Id, scope.BaseAddress.Host, _clock, _log)));

    // The dictionary alone may make a second one when two ask at once.
    private static T Once<TKey, T>(ConcurrentDictionary<TKey, Lazy<T>> all, TKey key, Func<TKey, T> make)
        where TKey : notnull => all.GetOrAdd(key, k => new Lazy<T>(() => make(k))).Value;

    // Ends before the interactive time-out does, so that a person is told that it was the budget.
    private TimeSpan? LongestWait(VendorCallScope scope) => scope.IsInteractive ? _options.InteractiveTimeout * 0.8 : null;

    /// <summary>What all credentials of a connector share at one address.</summary>
    private sealed record VendorPlace(HttpMessageHandler Wire, AnswerTimes Times, Outage Outage);
}
