using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;
using Trace = MSPortal.Connectors.Core.Telemetry.Trace;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What operators are told of a run: spans inside one another, and figures; nothing of a customer's.</summary>
public sealed class Telling
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_spans_of_a_run_lie_inside_it_and_say_what_it_did(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        using var heard = new Heard();
        var run = await world.SyncAsync(integration);

        var root = Assert.Single(heard.Spans, s => s.OperationName == "run" && Equals(s.GetTagItem("run.id"), run.Id));
        Assert.Equal(
            ("Succeeded", "Manual", "addigy", "Complete", 1),
            (root.GetTagItem("run.state"), root.GetTagItem("run.trigger"), root.GetTagItem("connector.id"), root.GetTagItem("run.completeness"), root.GetTagItem("run.attempt")));

        var inside = heard.Spans.Where(s => s != root && IsInside(s, root)).ToArray();
        Assert.Superset(
            new HashSet<string> { "run.take", "vendor.request", "containers.write", "containers.commit", "page.write", "page.commit", "missing.write", "missing.commit", "autoimport.write", "autoimport.commit", "finish.write", "finish.commit" },
            inside.Select(s => s.OperationName).ToHashSet());
        Assert.All(inside.Where(s => s.OperationName == "page.commit"), s => Assert.Equal("page.write", s.Parent!.OperationName));
        Assert.All(inside.Where(s => s.OperationName == "vendor.request"), s => Assert.Equal(200, s.GetTagItem("http.response.status_code")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_fails_is_told_as_an_error_with_its_code(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed");
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        world.Vendor.BeforePage = (_, _) => throw new InvalidOperationException("Nobody should read Zaphod here.");
        using var heard = new Heard();
        var run = await world.SyncAsync(integration);

        var root = Assert.Single(heard.Spans, s => s.OperationName == "run" && Equals(s.GetTagItem("run.id"), run.Id));
        Assert.Equal((ActivityStatusCode.Error, run.Error!.Code, "Failed"), (root.Status, root.GetTagItem("error.type"), root.GetTagItem("run.state")));
        Assert.DoesNotContain(heard.Words(), word => word.Contains("Zaphod", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wake_that_finds_nothing_to_take_leaves_no_span(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        var wake = world.Wakes.Take()!;
        await world.WorkAsync(wake);
        Activity? span = null;
        using var heard = new Heard(started =>
        {
            if (started.OperationName == "run" && started.Parent?.OperationName == "the test")
                span = started;
        });
        using (var test = new Activity("the test").Start())
            await world.WorkAsync(wake);

        Assert.NotNull(span);
        Assert.False(span.Recorded || span.IsAllDataRequested);
        Assert.Single(await world.RunsAsync(integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_figures_of_a_run_are_those_of_its_row_and_no_tag_holds_a_name(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("Zaphod site", [.. Enumerable.Range(1, 7).Select(i => PaperVendor.Device($"Zaphod {i}", "Zaphod site", $"Zaphod's {i}", $"Zaphod-{i}"))]);
        using var heard = new Heard();
        var integration = await world.ImportAsync(isPaper: true);
        var addigy = await world.ImportAsync();
        await world.Get<WakeDueWork>().RunAsync(Token);

        var runs = await world.RunsAsync(integration);
        Assert.True(heard.Sum("connectors.runs", ("connector.id", PaperVendor.Id), ("run.state", "Succeeded")) >= runs.Count);
        Assert.True(heard.Sum("connectors.devices", ("connector.id", PaperVendor.Id), ("outcome", "received")) >= runs.Where(r => r.Scope != SyncScope.Containers).Sum(r => r.Counters.Received));
        Assert.True(heard.Sum("connectors.devices", ("connector.id", PaperVendor.Id), ("outcome", "created")) >= 7);
        Assert.True(heard.Sum("connectors.vendor.requests", ("connector.id", "addigy"), ("outcome", "200")) >= (await world.RunsAsync(addigy)).Sum(r => r.Requests));
        Assert.True(heard.Sum("connectors.leases", ("change", "taken")) >= runs.Count);
        Assert.Subset(
            new HashSet<string>
            {
                "connectors.runs", "connectors.run.duration", "connectors.devices", "connectors.vendor.requests", "connectors.vendor.request.duration",
                "connectors.waits", "connectors.leases", "connectors.queue",
            },
            heard.Figures.Select(f => f.Name).ToHashSet());
        Assert.Contains(heard.Figures, f => f.Name == "connectors.queue");

        // Every name, serial number and token there is: of the vendor on paper, and of the simulated one.
        string[] secrets = ["Zaphod", world.Account.Token, .. world.Fleet.Devices.SelectMany(d => new[] { d.AgentId, d.Name, d.SerialNumber }).OfType<string>().Where(n => n.Length > 4), .. world.Fleet.Companies];
        Assert.NotEmpty(heard.Words());
        Assert.DoesNotContain(heard.Words(), word => secrets.Any(secret => word.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsInside(Activity span, Activity root)
    {
        for (var above = span.Parent; above is not null; above = above.Parent)
        {
            if (above == root)
                return true;
        }

        return false;
    }

    /// <summary>Hears all that is told in this process, by other tests too.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly ConcurrentQueue<Figure> _figures = new();
        private readonly ActivityListener _traces;
        private readonly MeterListener _meters = new();

        public Heard(Action<Activity>? started = null)
        {
            _traces = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Trace.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStarted = started,
                ActivityStopped = _spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_traces);
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Meters.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _figures.Enqueue(new Figure(instrument.Name, value, tags.ToArray())));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _figures.Enqueue(new Figure(instrument.Name, value, tags.ToArray())));
            _meters.Start();
        }

        public IReadOnlyCollection<Activity> Spans => _spans;

        public IReadOnlyCollection<Figure> Figures => _figures;

        public double Sum(string name, params (string Key, string Value)[] tags) =>
            _figures.Where(f => f.Name == name && tags.All(t => f.Tags.Any(tag => tag.Key == t.Key && Equals(tag.Value, t.Value)))).Sum(f => f.Value);

        /// <summary>All that stands in tags and names.</summary>
        public string[] Words() =>
        [
            .. _spans.SelectMany(s => s.TagObjects.Select(t => $"{t.Value}").Append(s.DisplayName).Append(s.StatusDescription ?? "")),
            .. _figures.SelectMany(f => f.Tags.Select(t => $"{t.Value}")),
        ];

        public void Dispose()
        {
            _traces.Dispose();
            _meters.Dispose();
        }
    }

    private sealed record Figure(string Name, double Value, KeyValuePair<string, object?>[] Tags);
}
