using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Facts;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>
/// The devices and policies of one account, and what can happen to them. Safe to change while requests are answered.
/// An unknown device or policy is a <see cref="KeyNotFoundException"/>.
/// </summary>
public sealed class Fleet
{
    private readonly Lock _lock = new();
    private readonly FleetSize _size;
    private readonly OrderedDictionary<string, FleetDevice> _devices;
    private readonly OrderedDictionary<string, FleetPolicy> _policies;
    private readonly Dictionary<string, FleetPolicy> _deleted = [];
    private readonly Dice _dice;
    private readonly DeviceMaker _maker;
    private FleetSnapshot? _snapshot;

    private Fleet(FleetSize size, GeneratedPolicies policies)
    {
        _size = size;
        _dice = Dice.For(size.Seed, "life");
        _maker = new DeviceMaker(_dice, size.Now, hasOddities: false);
        _devices = new(GeneratedDevices.Make(size, policies).Select(device => KeyValuePair.Create(device.AgentId, device)));
        _policies = new(policies.All.Select(policy => KeyValuePair.Create(policy.PolicyId, policy)));
        Companies = [.. policies.Companies.Select(company => company.Name.InBooks)];
    }

    /// <summary>The companies' names as they stand in the MSP's books.</summary>
    public IReadOnlyList<string> Companies { get; }

    /// <summary>The fleet as it is now.</summary>
    public FleetSnapshot Current
    {
        get
        {
            lock (_lock)
                return _snapshot ??= new FleetSnapshot(_devices.Values, _policies.Values, _size.Now, _size.HasOddities);
        }
    }

    /// <summary>All devices as they are now.</summary>
    public IReadOnlyList<FleetDevice> Devices => Current.Devices;

    /// <summary>All policies as they are now.</summary>
    public IReadOnlyList<FleetPolicy> Policies => Current.Policies;

    /// <summary>A fleet made from a seed.</summary>
    public static Fleet Generate(FleetSize size) => new(size, GeneratedPolicies.Make(size));

    /// <summary>New devices enrol into a policy.</summary>
    public IReadOnlyList<FleetDevice> AddDevices(int count, string? policyId, DeviceFamily? family = null) => Change(() =>
    {
        var company = policyId is null ? "Spare" : _policies.GetValueOrDefault(policyId)?.Name ?? "Spare";
        var added = Enumerable.Range(0, count).Select(_ => _maker.Make(policyId, company, "added.example", family)).ToList();
        added.ForEach(device => _devices.Add(device.AgentId, device));
        return added;
    });

    /// <summary>Adds a device as given.</summary>
    public FleetDevice AddDevice(FleetDevice device) => Change(() =>
    {
        _devices.Add(device.AgentId, device);
        return device;
    });

    /// <summary>A device leaves Addigy.</summary>
    public FleetDevice RemoveDevice(string agentId) => Change(() =>
    {
        var removed = _devices[agentId];
        _devices.Remove(agentId);
        return removed;
    });

    /// <summary>Puts a device in the place of the one with the same agent id, whatever is different.</summary>
    public FleetDevice ChangeDevice(string agentId, Func<FleetDevice, FleetDevice> change) =>
        Change(() => _devices[agentId] = change(_devices[agentId]));

    /// <summary>A device gets another display name.</summary>
    public FleetDevice RenameDevice(string agentId, string name) =>
        ChangeDevice(agentId, device => device with
        {
            Name = name,
            ChangedFacts = device.ChangedFacts.Remove("device_name"),
        });

    /// <summary>A device moves to another home policy; null leaves it without one.</summary>
    public FleetDevice MoveDevice(string agentId, string? policyId) =>
        ChangeDevice(agentId, device => device with
        {
            PolicyId = policyId,
            ChangedFacts = device.ChangedFacts.Remove("policy_id").Remove("policy_ids"),
        });

    /// <summary>A device is wiped and enrols anew: same hardware and serial number, new agent id.</summary>
    public FleetDevice ReenrolDevice(string agentId) => Change(() =>
    {
        var again = _devices[agentId] with { AgentId = _dice.Id(), RegisteredAt = _size.Now, LastSeenAt = _size.Now };
        _devices.Remove(agentId);
        _devices.Add(again.AgentId, again);
        return again;
    });

    /// <summary>A fact changes to a value, or to null with an error message.</summary>
    public FleetDevice ChangeFact(string agentId, string identifier, object? value, string errorMessage = "") =>
        ChangeDevice(agentId, device => device with
        {
            ChangedFacts = device.ChangedFacts.SetItem(identifier, new FactReading(value, errorMessage)),
        });

    /// <summary>A fact is left out of answers from now on.</summary>
    public FleetDevice DropFact(string agentId, string identifier) =>
        ChangeDevice(agentId, device => device with { ChangedFacts = device.ChangedFacts.SetItem(identifier, null) });

    /// <summary>A policy is made; a null parent makes a root.</summary>
    public FleetPolicy AddPolicy(string name, string? parentId = null, bool isFlex = false) => Change(() =>
    {
        var policy = new FleetPolicy
        {
            PolicyId = _dice.Id(),
            Name = name,
            ParentId = parentId,
            IsFlex = isFlex,
            CreatedAt = _size.Now,
        };
        _policies.Add(policy.PolicyId, policy);
        return policy;
    });

    /// <summary>A policy gets another name.</summary>
    public FleetPolicy RenamePolicy(string policyId, string name) =>
        Change(() => _policies[policyId] = _policies[policyId] with { Name = name });

    /// <summary>A policy moves below another; null makes it a root. Cycles are allowed: they are for tests.</summary>
    public FleetPolicy ReparentPolicy(string policyId, string? parentId) =>
        Change(() => _policies[policyId] = _policies[policyId] with { ParentId = parentId });

    /// <summary>A policy is deleted. Its devices and the policies below keep pointing at it.</summary>
    public FleetPolicy DeletePolicy(string policyId) => Change(() =>
    {
        var deleted = _deleted[policyId] = _policies[policyId];
        _policies.Remove(policyId);
        return deleted;
    });

    /// <summary>A deleted policy comes back under its old id.</summary>
    public FleetPolicy RestorePolicy(string policyId) => Change(() =>
    {
        var restored = _deleted[policyId];
        _deleted.Remove(policyId);
        _policies.Add(policyId, restored);
        return restored;
    });

    private T Change<T>(Func<T> change)
    {
        lock (_lock)
        {
            _snapshot = null;
            return change();
        }
    }
}
