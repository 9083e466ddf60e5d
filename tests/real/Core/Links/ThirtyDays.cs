using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>
/// A month in the life of a fleet: devices come, go, return, move, are renamed and enrolled anew. Each day the inventory has each
/// device that was ever there just once, under its one id, where and as the vendor has it now.
/// </summary>
public sealed class ThirtyDays
{
    private static readonly string[] Sites = ["a", "b", "c"];

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 1)]
    [InlineData(DatabaseEngine.Sqlite, 2)]
    [InlineData(DatabaseEngine.PostgreSql, 3)]
    [InlineData(DatabaseEngine.PostgreSql, 4)]
    public async Task No_device_is_lost_doubled_or_in_the_wrong_company(DatabaseEngine engine, int seed)
    {
        await using var world = await StartAsync(engine);
        var life = new Life(seed);
        var integration = await LinkWorld.ConnectAsync(world, world.Vendor, [.. life.Present.Select(Record)]);
        await LinkWorld.AutoSyncAsync(world, integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();

        Dictionary<string, Guid> ids = [];
        for (var day = 1; day <= 30; day++)
        {
            world.Vendor.Devices.Clear();
            world.Vendor.Devices.AddRange(life.Present.Select(Record));
            world.Clock.Shift(TimeSpan.FromDays(1));
            var run = await world.SyncAsync(integration);
            Assert.Equal(SyncState.Succeeded, run.State);

            var devices = (await world.DevicesAsync()).ToLookup(d => d.SerialNumber!);
            foreach (var machine in life.All)
            {
                var device = Assert.Single(devices[machine.Serial]);
                Assert.Equal(ids.TryAdd(machine.Serial, device.Id) ? device.Id : ids[machine.Serial], device.Id);
                if (machine.IsPresent)
                    Assert.Equal((machine.Name, machine.Site.ToUpperInvariant()), (device.Name, device.Company.Name));
            }

            Assert.Equal(life.All.Count, devices.Sum(d => d.Count()));
            life.Live();
        }

        Assert.True(life.Moved > 10 && life.ReEnrolled > 10 && life.Returned > 5, $"Too little happened with seed {seed}.");
    }

    private static DeviceRecord Record(Machine machine) => LinkWorld.Mac(machine.Agent, machine.Serial, machine.Site, name: machine.Name);

    private sealed class Machine
    {
        public required string Serial { get; init; }

        public required string Agent { get; set; }

        public required string Name { get; set; }

        public required string Site { get; set; }

        public bool IsPresent { get; set; } = true;
    }

    private sealed class Life
    {
        private readonly Random _random;
        private int _number;

        public Life(int seed)
        {
            _random = new Random(seed);
            for (var i = 0; i < 60; i++)
                Come();
        }

        public List<Machine> All { get; } = [];

        public IEnumerable<Machine> Present => All.Where(m => m.IsPresent);

        public int Moved { get; private set; }

        public int ReEnrolled { get; private set; }

        public int Returned { get; private set; }

        /// <summary>One day.</summary>
        public void Live()
        {
            var there = Present.OrderBy(_ => _random.Next()).ToArray();
            Come();
            there[0].IsPresent = false;
            (there[1].Site, Moved) = (Sites[(Array.IndexOf(Sites, there[1].Site) + 1) % Sites.Length], Moved + 1);
            there[2].Name = $"Renamed {++_number}";
            (there[3].Agent, ReEnrolled) = ($"agent-{++_number}", ReEnrolled + 1);
            if (_random.Next(2) == 0 && All.Find(m => !m.IsPresent && m != there[0]) is { } gone)
                (gone.IsPresent, gone.Site, Returned) = (true, Sites[_random.Next(Sites.Length)], Returned + 1);
        }

        private void Come()
        {
            _number++;
            All.Add(new Machine { Serial = $"C02Q{_number:0000}HV2R", Agent = $"agent-{_number}", Name = $"Mac {_number}", Site = Sites[_random.Next(Sites.Length)] });
        }
    }
}
