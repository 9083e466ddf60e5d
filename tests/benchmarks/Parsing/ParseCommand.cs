using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Benchmarks.Sync;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Sync.Writing;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;
using Refit;

namespace MSPortal.Connectors.Benchmarks.Parsing;

/// <summary>
/// Times what becomes of a page of devices before the database sees it, side by side with Refit and its usual JSON. The answers
/// come out of memory; both sides map and keep the same facts.
/// </summary>
internal static class ParseCommand
{
    private const int Devices = 2_000;
    private const int PerPage = 100;
    private const int Rounds = 5;

    public static int Usage()
    {
        Console.WriteLine("parse   times parsing and normalising pages of devices, and what it allocates");
        return 2;
    }

    public static async Task<int> RunAsync()
    {
        using var handler = new Canned(await PagesAsync());
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://vendor.invalid/") };
        var connector = new AddigyConnector();
        var source = connector.Connect(new ConnectContext(http, new Dictionary<string, string> { ["api_token"] = "token" }, NullLogger.Instance, TimeProvider.System))
            .Sources.Single(s => s.Kind == RecordKind.Device);
        var mapper = connector.Mappers[0];
        var refit = RestService.For<RefitPeer.IVendor>(http);

        (string What, Func<Task<int>> Act)[] acts =
        [
            ("bytes only", () => BytesAsync(http)),
            ("ours, parsed", () => OursAsync(source, null)),
            ("Refit, parsed", () => RefitAsync(refit, null)),
            ("ours, parsed and normalised", () => OursAsync(source, mapper)),
            ("Refit, parsed and normalised", () => RefitAsync(refit, mapper)),
        ];
        foreach (var (_, act) in acts)
            await act();
        foreach (var (what, act) in acts)
            await TimeAsync(what, act);
        return 0;
    }

    // The middle of five.
    private static async Task TimeAsync(string what, Func<Task<int>> act)
    {
        List<double> seconds = [];
        long bytes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            if (await act() != Devices)
                throw new InvalidOperationException($"{what}: not all devices came.");
            seconds.Add(watch.Elapsed.TotalSeconds);
            bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {Devices / seconds[Rounds / 2],9:F0} devices/s {bytes / 1024.0 / Devices,8:F1} KB a device"));
    }

    private static async Task<int> BytesAsync(HttpClient http)
    {
        for (var page = 1; page <= Devices / PerPage; page++)
        {
            using var question = new StringContent($$"""{"page":{{page}}}""");
            using var answer = await http.PostAsync("devices", question);
            await answer.Content.CopyToAsync(Stream.Null);
        }

        return Devices;
    }

    private static async Task<int> OursAsync(ISource source, IFactMapper? mapper)
    {
        var count = 0;
        await foreach (var page in source.ReadAsync(new ReadRequest(null), CancellationToken.None))
        {
            count += page.Records.Count + page.Rejected.Count;
            if (mapper is not null)
                page.Records.OfType<DeviceRecord>().ToList().ForEach(record => Normalise(record, mapper));
        }

        return count;
    }

    private static async Task<int> RefitAsync(RefitPeer.IVendor vendor, IFactMapper? mapper)
    {
        var count = 0;
        for (var page = 1; page <= Devices / PerPage; page++)
        {
            var answer = await vendor.DevicesAsync("token", new RefitPeer.Question(page, PerPage));
            count += answer.Items.Count;
            if (mapper is not null)
                answer.Items.Where(d => d.AgentId is not null).ToList().ForEach(device => Normalise(Record(device), mapper));
        }

        return count;
    }

    private static DeviceRecord Record(RefitPeer.Device device) => new(
        device.AgentId!,
        null,
        new ProviderDeviceType("device", "Device"),
        new RecordFields(device.Facts.ToDictionary(f => f.Key, f => Value(f.Value?.Value), StringComparer.Ordinal)));

    private static object? Value(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number => value.Value.TryGetInt64(out var whole) ? whole : value.Value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static void Normalise(DeviceRecord record, IFactMapper mapper)
    {
        if (StagedContent.From(record, mapper, DateTimeOffset.UnixEpoch.AddYears(100), out var problem) is null)
            throw new InvalidOperationException(problem);
    }

    private static async Task<byte[][]> PagesAsync()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 3, Companies = 60, Devices = Devices });
        using var vendor = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.BaseAddress };
        vendor.DefaultRequestHeaders.Add("x-api-key", simulator.Accounts[0].Token);
        var pages = new byte[Devices / PerPage][];
        for (var page = 0; page < pages.Length; page++)
        {
            using var question = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"page":{{page + 1}},"per_page":{{PerPage}},"desired_fact_identifiers":[{{VendorServer.Wanted}}]}"""), Encoding.UTF8, "application/json");
            using var answer = await vendor.PostAsync("devices", question);
            pages[page] = VendorServer.Fill(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        }

        return pages;
    }

    /// <summary>Answers with the page that was asked for, without a network.</summary>
    private sealed class Canned(byte[][] pages) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var question = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            var body = new ByteArrayContent(pages[question.RootElement.GetProperty("page").GetInt32() - 1]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = body };
        }
    }
}
