using System.Globalization;
using System.Runtime.CompilerServices;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>A vendor that exists on paper only: says whatever a test wants, at the moment it wants.</summary>
internal sealed class PaperVendor(string id = PaperVendor.Id, string name = "Paper") : IConnector, IFactMapper, IConnection
{
    public const string Id = "paper";

    public List<ContainerRecord> Containers { get; } = [];

    public List<DeviceRecord> Devices { get; } = [];

    public List<RejectedRecord> RejectedContainers { get; } = [];

    public List<RejectedRecord> RejectedDevices { get; } = [];

    public int PageSize { get; set; } = 100;

    /// <summary>Called before each page of devices, with its number from 1.</summary>
    public Func<int, CancellationToken, Task>? BeforePage { get; set; }

    /// <summary>Called for each device that is mapped.</summary>
    public Action<DeviceRecord>? WhileMapping { get; set; }

    public VendorAccount Account { get; set; } = new($"{id}-1", "Paper account");

    public ConnectorManifest Manifest { get; } = new(id, name, "Paper Ltd")
    {
        Container = new ContainerType("site", "Site", "Sites", CanNest: true),
        BaseAddress = new Uri("http://paper.invalid/"),
        ReadCalls = [new ReadCall("GET", "nothing", "Nothing is read")],
    };

    public IReadOnlyList<SetupStep> Setup { get; } =
    [
        new SetupStep("connect", "Connect", [
            new SecretField("first", "First secret") { IsOptional = true },
            new SecretField("second", "Second secret") { IsOptional = true },
            new TextField("contact", "Contact") { IsOptional = true },
            new ChoiceField("region", "Region", [new Choice("eu", "Europe"), new Choice("us", "America")]) { IsOptional = true },
        ]),
    ];

    public IReadOnlyList<IFactMapper> Mappers => [this];

    public string SourceKey => "devices";

    public IReadOnlyList<ISource> Sources => [new ContainerSource(this), new DeviceSource(this)];

    public static DeviceRecord Device(string id, string? container, string? name = null, string? serial = null, string type = "box") =>
        new(id, container, new ProviderDeviceType(type, type), new RecordFields(new Dictionary<string, object?>
        {
            ["name"] = name ?? $"Device {id}",
            ["serial"] = serial,
        }));

    public void Add(string container, params DeviceRecord[] devices)
    {
        Containers.Add(new ContainerRecord(container, $"Site {container}", null));
        Devices.AddRange(devices);
    }

    public IConnection Connect(ConnectContext context) => this;

    public Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ConnectionCheck([new CheckStep("connect", "Connect", CheckOutcome.Passed)]) { Account = Account });

    public IEnumerable<Fact> Map(DeviceRecord record)
    {
        WhileMapping?.Invoke(record);
        yield return DeviceFacts.Name.From(record.Fields.Text("name"));
        yield return DeviceFacts.SerialNumber.From(record.Fields.Text("serial"));
        yield return DeviceFacts.HostName.From(record.Fields.Text("host"));
        yield return DeviceFacts.Model.From(record.Fields.Text("model"));
        yield return DeviceFacts.CurrentUser.From(record.Fields.Text("user"));
        yield return DeviceFacts.FirewallEnabled.From(record.Fields.Flag("firewall"));
        yield return DeviceFacts.BatteryPercent.From(record.Fields.Number("battery"));
        if (record.Fields.Flag("sip") is { IsKnown: true } sip)
            yield return DeviceFacts.SipEnabled.From(sip);
        if (record.Fields.Text("os") is { IsKnown: true } os)
            yield return DeviceFacts.OsName.From(os);
        if (record.ObservedAt is { } seen)
            yield return DeviceFacts.LastSeenAt.From(Reading.Known(seen));
    }

    private sealed class ContainerSource(PaperVendor vendor) : ISource
    {
        public string Key => "containers";

        public RecordKind Kind => RecordKind.Container;

        public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new SourcePage([.. vendor.Containers], null) { Rejected = [.. vendor.RejectedContainers] };
        }
    }

    private sealed class DeviceSource(PaperVendor vendor) : ISource
    {
        public string Key => vendor.SourceKey;

        public RecordKind Kind => RecordKind.Device;

        public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            DeviceRecord[][] pages = [.. vendor.Devices.Chunk(vendor.PageSize).DefaultIfEmpty([])];
            for (var i = request.Cursor is { } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0; i < pages.Length; i++)
            {
                if (vendor.BeforePage is { } before)
                    await before(i + 1, cancellationToken);

                var isLast = i == pages.Length - 1;
                yield return new SourcePage([.. pages[i]], isLast ? null : $"{i + 1}") { Rejected = isLast ? [.. vendor.RejectedDevices] : [] };
            }
        }
    }
}
