namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>The faults that are switched on.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<PlannedFault> _faults = [];

    /// <summary>All faults that were added and not cleared, used-up ones included.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
                return [.. _faults.Select(planned => planned.Fault)];
        }
    }

    /// <summary>Switches a fault on.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
            _faults.Add(new PlannedFault(fault));
    }

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        lock (_lock)
            _faults.Clear();
    }

    /// <summary>The fault that a request meets, if any; counts the request for every fault that it fits.</summary>
    internal Fault? Meet(string path)
    {
        lock (_lock)
        {
            Fault? met = null;
            foreach (var planned in _faults)
            {
                if (planned.CountAndCheck(path))
                    met ??= planned.Fault;
            }

            return met;
        }
    }

    private sealed class PlannedFault(Fault fault)
    {
        private int _requests;

        public Fault Fault { get; } = fault;

        public bool CountAndCheck(string path)
        {
            if (Fault.PathContains is { } part && !path.Contains(part, StringComparison.OrdinalIgnoreCase))
                return false;

            _requests++;
            return _requests >= Fault.FromRequest && (Fault.Times is not { } times || _requests < Fault.FromRequest + times);
        }
    }
}
