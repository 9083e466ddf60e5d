using System.Diagnostics;
using System.Net;
using MSPortal.Connectors.Tests.Acceptance.Api;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>
/// A real host dies at each of twenty points of its work; another goes on, and in the end all is as if nothing had happened.
/// </summary>
public abstract class CrashTests(Engine engine, CrashWorlds worlds)
{
    // What is promised for a killed worker's run; here with the short leases of the tests.
    private static readonly TimeSpan Resumes = TimeSpan.FromSeconds(60);

    protected static IEnumerable<TheoryDataRow<int, string, int>> CasesOf(Engine engine) =>
        CrashCase.Of(engine).Select(one => new TheoryDataRow<int, string, int>(one.Number, one.Death.ToString(), one.Occurrence));

    protected async Task SurviveAsync(int point, string death, int occurrence)
    {
        var one = new CrashCase(point, engine, Enum.Parse<Death>(death), occurrence);
        var world = await worlds.OfAsync(engine);
        var place = one.Point.Work == CrashWork.FirstStart ? await HostPlace.NewAsync(engine) : await world.CopyAsync();
        try
        {
            var differences = await SurviveAsync(world, place, one);
            Assert.True(differences.Count == 0, $"{one}:\n{string.Join('\n', differences.Take(20))}");
        }
        finally
        {
            await place.DeleteAsync();
        }
    }

    private static async Task<IReadOnlyCollection<string>> SurviveAsync(CrashWorld world, HostPlace place, CrashCase one)
    {
        await using var victim = await Victim.RunAsync(world, place, one);
        if (one.IsAlone)
        {
            // Nobody can take over here: it goes on itself, its lease long gone.
            await Task.Delay(CrashWorld.Lease * 1.5, TestContext.Current.CancellationToken);
            await victim.GoOnAsync();
            return await new Aftermath(world, victim.Host, one).RunAsync();
        }

        await using var heir = world.Launch(place);
        await heir.ReadyAsync();
        var aftermath = new Aftermath(world, heir, one);
        var watch = Stopwatch.StartNew();
        await aftermath.SettleAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{one}: the work had come to its end {watch.Elapsed.TotalSeconds:0.0} s after the heir was ready.");
        Assert.True(watch.Elapsed < Resumes, $"{one}: the work went on for {watch.Elapsed}.");
        if (one.Death == Death.Frozen)
            await victim.GoOnAsync();
        return await aftermath.RunAsync();
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteCrashTests(CrashWorlds worlds) : CrashTests(Engine.Sqlite, worlds), IClassFixture<CrashWorlds>
{
    public static IEnumerable<TheoryDataRow<int, string, int>> Cases() => CasesOf(Engine.Sqlite);

    [Theory, MemberData(nameof(Cases))]
    public Task Nothing_is_lost_doubled_or_left_behind(int point, string death, int occurrence) => SurviveAsync(point, death, occurrence);
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlCrashTests(CrashWorlds worlds) : CrashTests(Engine.PostgreSql, worlds), IClassFixture<CrashWorlds>
{
    public static IEnumerable<TheoryDataRow<int, string, int>> Cases() => CasesOf(Engine.PostgreSql);

    [Theory, MemberData(nameof(Cases))]
    public Task Nothing_is_lost_doubled_or_left_behind(int point, string death, int occurrence) => SurviveAsync(point, death, occurrence);
}

/// <summary>The prepared data, made when it is first asked for.</summary>
public sealed class CrashWorlds : IAsyncDisposable
{
    private CrashWorld? _world;

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    internal async Task<CrashWorld> OfAsync(Engine engine) => _world ??= await CrashWorld.PrepareAsync(engine);
}
