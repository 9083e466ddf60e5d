using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Faults of paging.</summary>
public sealed class FaultyPages : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    public async ValueTask InitializeAsync() => _calls = await SimulatorCalls.StartAsync();

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task Every_page_can_be_the_first()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.RepeatedPage));

        Assert.Equal(await _calls.PageAsync(1), await _calls.PageAsync(2));
    }

    [Fact]
    public async Task Pages_can_overlap()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.OverlappingPages));

        Assert.Equal(10, (await _calls.PageAsync(1)).Intersect(await _calls.PageAsync(2)).Count());
    }

    [Fact]
    public async Task Pages_can_vanish()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.VanishingPage));

        Assert.Equal(100, (await _calls.PageAsync(1)).Count);
        Assert.Empty(await _calls.PageAsync(2));
    }

    [Fact]
    public async Task The_total_can_lie()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.LyingTotal));

        var answer = await _calls.PostAsync("devices", "{}");

        Assert.Equal(270, answer["metadata"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_order_can_change_between_pages()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.ReorderedPages));

        List<string> seen = [.. await _calls.PageAsync(1), .. await _calls.PageAsync(2), .. await _calls.PageAsync(3)];

        Assert.Equal(245, seen.Count);
        Assert.InRange(seen.Distinct().Count(), 100, 240);
    }

    [Fact]
    public async Task The_total_can_be_too_small()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.SmallTotal));

        var answer = await _calls.PostAsync("devices", "{}");

        Assert.Equal(220, answer["metadata"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Pages_can_be_smaller_than_asked_for()
    {
        _calls.Simulator.Faults.Add(new Fault(FaultKind.SmallPages));

        List<int> sizes = [];
        for (var page = 1; page <= 7; page++)
            sizes.Add((await _calls.PageAsync(page)).Count);

        Assert.Equal([40, 40, 40, 40, 40, 40, 5], sizes);
    }
}
