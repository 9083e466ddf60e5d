using CsCheck;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Whatever people and machines do in whatever order: what a person decided about a container stays decided.</summary>
public sealed class PersonsChoice
{
    private const int Containers = 6;

    private static readonly string[] Names = ["Zwicky Dental", "Brightwater Yoga", "Northfield Veterinary", "Calloway Roofing", "Front desk"];

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, Containers - 1], Gen.Int[0, Names.Length - 1], (act, container, name) => new Step(act, container, name));

    private enum Act
    {
        Map,
        Unmap,
        Skip,
        QuickMatch,
        UndoQuickMatch,
        Rename,
        Move,
        AddCompany,
        Sync,
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 40)]
    [InlineData(DatabaseEngine.PostgreSql, 10)]
    public async Task Is_never_changed_by_a_machine(DatabaseEngine engine, int sequences)
    {
        await using var world = await StartAsync(engine);
        foreach (var name in Names)
            await world.CompanyAsync(name);

        await Sequences.PlayAsync(Steps.Array[1, 16], (uint)engine, sequences, 20 * sequences, steps => PlayAsync(world, steps));
    }

    private static async Task PlayAsync(TestWorld world, Step[] steps)
    {
        var play = await Play.StartAsync(world);
        foreach (var step in steps)
        {
            await play.DoAsync(step);
            await play.CheckAsync();
        }
    }

    private sealed record Step(Act Act, int Container, int Name)
    {
        public override string ToString() => $"{Act}({Container}, {Names[Name]})";
    }

    private sealed class Play(TestWorld world, IntegrationId integration)
    {
        // What the person last said of each container: a company, null for none of its own, or "never".
        private readonly Dictionary<string, string?> _said = [];

        // The company of containers that a person left without one of their own: only people may change it without a question.
        private readonly Dictionary<string, string?> _results = [];
        private Guid? _batch;

        public static async Task<Play> StartAsync(TestWorld world)
        {
            world.Vendor.Account = new($"paper-{Guid.NewGuid()}", "Paper");
            world.Vendor.Containers.Clear();
            world.Vendor.Containers.AddRange(Enumerable.Range(0, Containers).Select(i => new ContainerRecord($"{i}", Names[i % Names.Length], i < 3 ? null : $"{i - 3}")));
            var integration = await world.ConnectPaperAsync();
            await world.DrainAsync();
            return new Play(world, integration);
        }

        public async Task DoAsync(Step step)
        {
            var (id, name) = ($"{step.Container}", Names[step.Name]);
            world.Clock.Shift(TimeSpan.FromSeconds(1));
            if (step.Act is not (Act.QuickMatch or Act.Sync))
                _results.Clear();
            switch (step.Act)
            {
                case Act.Map:
                    await world.MapAsync(integration, id, await world.CompanyAsync(name));
                    _said[id] = name;
                    break;
                case Act.Unmap:
                    await world.MapAsync(integration, id, null);
                    _said[id] = null;
                    break;
                case Act.Skip:
                    await world.SkipAsync(integration, id);
                    _said[id] = "never";
                    break;
                case Act.QuickMatch:
                    _batch = (await world.Get<QuickMatchContainers>().RunAsync(world.Owner, integration, true, null, Token).Ok()).BatchId ?? _batch;
                    break;
                case Act.UndoQuickMatch when _batch is { } batch:
                    await world.Get<UndoMappings>().RunAsync(world.Owner, integration, new MappingBatchId(batch), null, Token);
                    break;
                case Act.Rename:
                    Replace(step.Container, old => new ContainerRecord(id, name, old.ParentId));
                    break;
                case Act.Move:
                    Replace(step.Container, old => new ContainerRecord(id, old.Name, $"{step.Name}"));
                    break;
                case Act.AddCompany:
                    await world.Get<CreateCompany>().RunAsync(world.Owner, $"{name} {Guid.NewGuid().ToString()[..4]}", Token).Ok();
                    break;
                default:
                    await world.SyncAsync(integration, MSPortal.Connectors.Core.Sync.SyncScope.Containers);
                    break;
            }

            await world.DrainAsync();
        }

        public async Task CheckAsync()
        {
            var rows = (await world.ContainersAsync(integration)).ToDictionary(c => c.ExternalId);
            foreach (var (id, said) in _said)
            {
                var row = rows[id];
                var own = row.InheritedFrom is not null ? null : row.IsSkipped ? "never" : row.Company?.Name;
                Assert.Equal(said, own);
                Assert.Equal(said is null ? null : said == "never" ? null : MappingMethod.Manual, row.HasOwnMapping ? row.Method : null);
                Assert.Equal(world.Owner.Name, row.DecidedBy);
                if (said is null && row.Question is null)
                    Assert.Equal(_results.TryGetValue(id, out var before) ? before : row.Company?.Name, row.Company?.Name);
                _results[id] = row.Company?.Name;
            }
        }

        private void Replace(int at, Func<ContainerRecord, ContainerRecord> change) => world.Vendor.Containers[at] = change(world.Vendor.Containers[at]);
    }
}
