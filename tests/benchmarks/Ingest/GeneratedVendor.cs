using System.Globalization;
using System.Runtime.CompilerServices;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Setup;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>A vendor whose devices are computed while they are read, so that what is measured is the engine and the database.</summary>
internal sealed class GeneratedVendor(int devices, int pageSize) : IConnector, IFactMapper, IConnection
{
    public const int Containers = 300;

    private static readonly ProviderDeviceType[] Types = [new("macbook_pro", "MacBook Pro"), new("macbook_air", "MacBook Air"), new("imac", "iMac"), new("iphone", "iPhone")];

    /// <summary>Counts the rounds; devices whose number is a multiple of <see cref="ChangeEvery"/> change with it.</summary>
    public int Round { get; set; }

    /// <summary>Every which device changes in a round; 0 for none.</summary>
    public int ChangeEvery { get; set; }

    /// <summary>How often all devices have reported since the beginning: time, battery and disk change with it, and nothing else.</summary>
    public int Reports { get; set; }

    public ConnectorManifest Manifest { get; } = new("generated", "Generated", "Nobody")
    {
        Container = new ContainerType("site", "Site", "Sites", CanNest: true),
        BaseAddress = new Uri("http://generated.invalid/"),
        ReadCalls = [new ReadCall("GET", "nothing", "Nothing is read")],
    };

    public IReadOnlyList<SetupStep> Setup => [];

    public IReadOnlyList<IFactMapper> Mappers => [this];

    public string SourceKey => "devices";

    public IReadOnlyList<ISource> Sources => [new Source(this)];

    public IConnection Connect(ConnectContext context) => this;

    public Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ConnectionCheck([new CheckStep("connect", "Connect", CheckOutcome.Passed)]));

    public IEnumerable<Fact> Map(DeviceRecord record)
    {
        foreach (var key in DeviceFacts.All)
        {
            yield return key switch
            {
                FactKey<string> text => text.From(record.Fields.Text(key.Key)),
                FactKey<bool> flag => flag.From(record.Fields.Flag(key.Key)),
                FactKey<long> number => number.From(Reading.Known(1_000_000_000L + record.ExternalId.Length)),
                FactKey<double> number => number.From(Reading.Known(47.5 + (Reports % 50))),
                FactKey<DateTimeOffset> time => time.From(Reading.Known(record.ObservedAt!.Value)),
                _ => throw new InvalidOperationException($"A fact of an unknown kind: {key.Key}."),
            };
        }
    }

    private DeviceRecord Device(int number)
    {
        var round = ChangeEvery > 0 && number % ChangeEvery == 0 ? Round : 0;
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in DeviceFacts.All)
        {
            if (key is FactKey<string>)
                fields[key.Key] = string.Create(CultureInfo.InvariantCulture, $"{key.Label} {number * 7919L % 1_000_003} {number % 97} {round}");
            else if (key is FactKey<bool>)
                fields[key.Key] = number % 3 == 0;
        }

        // A fleet has few systems and models, and reports group by them.
        (fields[DeviceFacts.OsName.Key], fields[DeviceFacts.OsVersion.Key]) = (number % 5 == 0 ? "iPadOS" : "macOS", string.Create(CultureInfo.InvariantCulture, $"{24 + (number % 3)}.{number % 11}"));
        fields[DeviceFacts.Model.Key] = string.Create(CultureInfo.InvariantCulture, $"Model {number % 97} {round}");

        return new DeviceRecord($"agent-{number:D8}", $"site-{number % Containers}", Types[number % Types.Length], new RecordFields(fields))
        {
            ObservedAt = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(round + (10 * Reports)),
        };
    }

    private sealed class Source(GeneratedVendor vendor) : ISource
    {
        public string Key => vendor.SourceKey;

        public RecordKind Kind => RecordKind.Device;

        public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            for (var from = int.Parse(request.Cursor ?? "0", CultureInfo.InvariantCulture); from < vendor.Total; from += vendor.PageSize)
            {
                var next = Math.Min(from + vendor.PageSize, vendor.Total);
                yield return new SourcePage([.. Enumerable.Range(from, next - from).Select(vendor.Device)], next < vendor.Total ? $"{next}" : null) { ExpectedTotal = vendor.Total };
            }
        }
    }

    private int Total => devices;

    private int PageSize => pageSize;
}
