using CsCheck;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>Whatever two vendors, their syncs and imports, and people do in whatever order: what a person joined or split stays so.</summary>
public sealed class LinkSequences
{
    private const int Records = 4;

    private static readonly string?[] Serials = ["C02AAA111", "C02BBB222", "C02CCC333", "To Be Filled By O.E.M.", null];

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Bool, Gen.Int[0, Records - 1], Gen.Int[0, 4], (act, second, record, other) => new Step(act, second, record, other));

    private enum Act
    {
        Report,
        Rename,
        Remove,
        Sync,
        SyncAndSync,
        ImportAll,
        ImportOne,
        JoinDevice,
        JoinRecord,
        Split,
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 12)]
    [InlineData(DatabaseEngine.PostgreSql, 4)]
    public async Task Nothing_but_a_person_changes_what_a_person_said(DatabaseEngine engine, int sequences)
    {
        await using var world = await StartAsync(engine);
        await Sequences.PlayAsync(Steps.Array[4, 30], 40 + (uint)engine, sequences, 50 * sequences, async steps =>
        {
            var play = await Play.StartAsync(world);
            try
            {
                foreach (var step in steps)
                {
                    await play.DoAsync(step);
                    await play.CheckAsync();
                }
            }
            finally
            {
                await EmptyAsync(world);
            }
        });
    }

    private static async Task EmptyAsync(TestWorld world)
    {
        world.Wakes.Lose();
        await using var db = world.Open();
        await db.Devices.ExecuteDeleteAsync(Token);
        await db.Integrations.ExecuteDeleteAsync(Token);
        await db.DeviceTypes.ExecuteDeleteAsync(Token);
    }

    private sealed record Step(Act Act, bool Second, int Record, int Other);

    private sealed class Play(TestWorld world, IntegrationId first, IntegrationId second)
    {
        private readonly HashSet<(string, string)> _apart = [];
        private int _changes;

        public static async Task<Play> StartAsync(TestWorld world)
        {
            foreach (var vendor in (PaperVendor[])[world.Vendor, world.SecondVendor])
            {
                vendor.Account = new($"{vendor.Manifest.Id}-{Guid.NewGuid()}", "Account");
                vendor.Containers.Clear();
                vendor.Devices.Clear();
            }

            var first = await ConnectAsync(world, world.Vendor, [.. Enumerable.Range(0, 3).Select(i => Mac($"f{i}", Serials[i])), Mac("f-stays", "C02STAY01")]);
            var second = await ConnectAsync(world, world.SecondVendor, [.. Enumerable.Range(0, 3).Select(i => Mac($"s{i}", Serials[i])), Mac("s-stays", "C02STAY02")]);
            await AutoSyncAsync(world, second);
            return new Play(world, first, second);
        }

        public async Task DoAsync(Step step)
        {
            world.Clock.Shift(TimeSpan.FromMinutes(1));
            var (vendor, integration, id) = step.Second ? (world.SecondVendor, second, $"s{step.Record}") : (world.Vendor, first, $"f{step.Record}");
            var at = vendor.Devices.FindIndex(d => d.ExternalId == id);
            switch (step.Act)
            {
                case Act.Report when at < 0:
                    vendor.Devices.Add(Mac(id, Serials[step.Other]));
                    break;
                case Act.Report:
                case Act.Rename when at >= 0:
                    vendor.Devices[at] = Mac(id, Serials[step.Act == Act.Report ? step.Other : step.Record % 3], user: $"user {step.Other}", firewall: step.Other > 2 ? null : step.Other == 1);
                    break;
                case Act.Remove when at >= 0:
                    vendor.Devices.RemoveAt(at);
                    break;
                case Act.Sync:
                    await world.SyncAsync(integration);
                    break;
                case Act.SyncAndSync:
                    await world.SyncAsync(first);
                    await world.SyncAsync(second);
                    break;
                case Act.ImportAll:
                    await world.ImportAllAsync(integration);
                    break;
                case Act.ImportOne when (await world.StagedAsync(integration)).Any(s => s.ExternalId == id):
                    await ImportOneAsync(world, integration, id);
                    break;
                case Act.JoinDevice or Act.JoinRecord or Act.Split:
                    await SayAsync(step, id);
                    break;
                default:
                    break;
            }
        }

        public async Task CheckAsync()
        {
            var links = await LinksAsync();
            var devices = links.ToLookup(l => l.DeviceId);
            Assert.All(devices, device => Assert.Contains(device, l => l.IsLive));
            Assert.Equal(devices.Select(d => d.Key.Value).Order(), (await world.DevicesAsync()).Select(d => d.Id).Order());
            var where = links.ToDictionary(l => l.ExternalId, l => l.DeviceId);
            Assert.All(_apart, pair => Assert.False(where.TryGetValue(pair.Item1, out var one) && where.TryGetValue(pair.Item2, out var other) && one == other, $"{pair} were joined."));

            // Nothing of a history is lost, and no device lags behind its records.
            await using (var db = world.Open())
            {
                var changes = await db.DeviceChanges.CountAsync(Token);
                Assert.True(changes >= _changes, $"{_changes} changes were told, now {changes}.");
                _changes = changes;
            }

            var before = await ShownAsync();
            await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, [], Token).Ok();
            Assert.Equal(before, await ShownAsync());
        }

        private async Task SayAsync(Step step, string id)
        {
            var links = await LinksAsync();
            var mine = links.Find(l => l.ExternalId == id);
            if (step.Act == Act.Split)
            {
                if (mine is null || links.Count(l => l.DeviceId == mine.DeviceId) == 1)
                    return;

                await world.Get<SplitDevice>().RunAsync(world.Owner, mine.DeviceId, mine.StagedDeviceId.Value, Token).Ok();
                _apart.UnionWith(links.Where(l => l.DeviceId == mine.DeviceId && l.ExternalId != id).Select(l => Pair(l.ExternalId, id)));
                return;
            }

            if (links.Find(l => l.DeviceId != mine?.DeviceId && l.ExternalId.EndsWith($"{step.Other}", StringComparison.Ordinal)) is not { } into)
                return;

            var joined = mine is null ? [] : step.Act == Act.JoinRecord ? [mine] : links.FindAll(l => l.DeviceId == mine.DeviceId);
            if (joined.Count == 0)
                return;

            var request = step.Act == Act.JoinRecord ? new JoinRequest(mine!.StagedDeviceId.Value) : new JoinRequest(DeviceId: mine!.DeviceId.Value);
            await world.Get<JoinDevices>().RunAsync(world.Owner, into.DeviceId, request, Token).Ok();
            foreach (var there in links.Where(l => l.DeviceId == into.DeviceId))
                _apart.ExceptWith(joined.Select(l => Pair(l.ExternalId, there.ExternalId)));
        }

        private async Task<List<DeviceLink>> LinksAsync()
        {
            await using var db = world.Open();
            return await db.DeviceLinks.AsNoTracking().ToListAsync(Token);
        }

        private Task<string[]> ShownAsync() => DatabaseDump.TakeAsync(world.Databases, "devices", "device_observations", "device_changes", "device_links");

        private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
    }
}
