using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>One sequence: does each step to the product and to the model, and compares the two.</summary>
internal sealed class LinkPlay
{
    private static readonly string?[] Serials = ["C02AAA111", "C02BBB222", "C02CCC333", "To Be Filled By O.E.M.", null];

    private readonly LinkModel _model = new(serial => Array.IndexOf(Serials, serial) is >= 0 and < 3 || serial?.StartsWith("C02STAY", StringComparison.Ordinal) == true);
    private readonly Dictionary<LinkedDevice, Guid> _ids = [];
    private readonly TestWorld _world;
    private readonly IntegrationId _first;
    private readonly IntegrationId _second;
    private int _changes;

    private LinkPlay(TestWorld world, IntegrationId first, IntegrationId second) => (_world, _first, _second) = (world, first, second);

    /// <summary>Two vendors, each with three devices of the same serial numbers and two that stay; all are staged, the second has Auto-Sync.</summary>
    public static async Task<LinkPlay> StartAsync(TestWorld world)
    {
        foreach (var vendor in (PaperVendor[])[world.Vendor, world.SecondVendor])
        {
            vendor.Account = new($"{vendor.Manifest.Id}-{Guid.NewGuid()}", "Account");
            vendor.Containers.Clear();
            vendor.Devices.Clear();
        }

        var first = await ConnectAsync(world, world.Vendor, [.. Enumerable.Range(0, 3).Select(i => Mac($"f{i}", Serials[i], SiteOf($"f{i}"))), Mac("f-stays", "C02STAY01"), Mac("f-stays-b", "C02STAY02", site: "b")]);
        var second = await ConnectAsync(world, world.SecondVendor, [.. Enumerable.Range(0, 3).Select(i => Mac($"s{i}", Serials[i], SiteOf($"s{i}"))), Mac("s-stays", "C02STAY03"), Mac("s-stays-b", "C02STAY04", site: "b")]);
        await AutoSyncAsync(world, second);
        var play = new LinkPlay(world, first, second);
        play.ModelSync('f', hasAutoSync: false);
        play.ModelSync('s', hasAutoSync: false);
        return play;
    }

    public async Task DoAsync(LinkStep step)
    {
        _world.Clock.Shift(TimeSpan.FromMinutes(1));
        _model.Now++;
        var (from, integration) = step.Second ? ('s', _second) : ('f', _first);
        switch (step.Act)
        {
            case LinkAct.Report:
                Report(step);
                break;
            case LinkAct.Remove:
                Vendor(from).Devices.RemoveAll(d => d.ExternalId == step.Ids.First);
                break;
            case LinkAct.ReEnrol:
                await ReEnrolAsync(step, from, integration);
                break;
            case LinkAct.Sync:
                await SyncAsync(from);
                break;
            case LinkAct.SyncAndSync:
                await SyncAsync('f');
                await SyncAsync('s');
                break;
            case LinkAct.ImportAll:
                _model.ImportAll(from);
                await _world.ImportAllAsync(integration);
                break;
            case LinkAct.ImportOne when _model.Records.TryGetValue(step.Id, out var record):
                _model.ImportNamed(record);
                await ImportOneAsync(_world, integration, step.Id);
                break;
            case LinkAct.Split when _model.Records.TryGetValue(step.Id, out var record) && record.Device is { } device:
                await SplitAsync(record, device);
                break;
            case LinkAct.Forget when _model.Records.TryGetValue(step.Id, out var record) && _model.CanForget(record):
                await ForgetAsync(record, integration);
                break;
            case LinkAct.JoinDevice or LinkAct.JoinRecord when _model.Records.TryGetValue(step.Id, out var record):
                await JoinAsync(step, record);
                break;
            case LinkAct.PlanAndApply or LinkAct.PlanApplyAndUndo:
                await PlanAsync(step, from, integration);
                break;
            default:
                break;
        }
    }

    public async Task CheckAsync(LinkStep step)
    {
        await using var db = _world.Open();
        var links = await db.DeviceLinks.AsNoTracking().ToDictionaryAsync(l => l.ExternalId, Token);
        var records = await db.StagedDevices.AsNoTracking().ToListAsync(Token);
        var companies = await db.Devices.AsNoTracking().Join(db.Companies, d => d.CompanyId, c => c.Id, (d, c) => new { d.Id, c.Name }).ToDictionaryAsync(d => d.Id.Value, d => d.Name, Token);
        foreach (var device in _model.Records.Values.Select(r => r.Device).OfType<LinkedDevice>().Distinct().Where(d => !_ids.ContainsKey(d)))
        {
            // A device that is new gets its id here; it must not be one that another has, and keeps it from now on.
            if (links.TryGetValue(_model.Of(device).First().Id, out var its) && !_ids.ContainsValue(its.DeviceId.Value))
                _ids.Add(device, its.DeviceId.Value);
        }

        var expected = string.Join('\n', [
            .. _model.Records.Values.Select(r => $"{r.Id} {r.Serial} missed {r.Missed}{(r.IsGone ? " gone" : "")}{(r.Device is null ? r.Waits ? " waits" : "" : $" device {_ids.GetValueOrDefault(r.Device)} of {r.Device.Company}{(r.IsLive ? "" : " superseded")}")}"),
            .. _model.Apart.Select(p => $"apart {p}"),
            $"{_model.Records.Values.Select(r => r.Device).OfType<LinkedDevice>().Distinct().Count()} devices"]);
        var apart = (await db.KeptApart.AsNoTracking().ToListAsync(Token)).Select(k => LinkModel.Pair(k.ExternalId, k.OtherExternalId)).Order();
        var actual = string.Join('\n', [
            .. records.OrderBy(r => r.ExternalId, StringComparer.Ordinal).Select(r => $"{r.ExternalId} {r.SerialNumber} missed {r.MissedRuns}{(r.NotSeenSince is null ? "" : " gone")}{(links.GetValueOrDefault(r.ExternalId) is not { } l ? r.FailureCode == StatusReason.SerialConflict ? " waits" : "" : $" device {l.DeviceId.Value} of {companies[l.DeviceId.Value]}{(l.IsLive ? "" : " superseded")}")}"),
            .. apart.Select(p => $"apart {p}"),
            $"{companies.Count} devices"]);
        if (expected != actual)
            Assert.Fail($"After {step}:\n{ModelPicture.Difference(expected, actual)}");

        // Nothing of a history is lost but with its device, and no device lags behind its records.
        var changes = await db.DeviceChanges.CountAsync(Token);
        Assert.True(changes >= _changes || step.Act is LinkAct.PlanApplyAndUndo or LinkAct.Forget, $"{_changes} changes were told, now {changes}.");
        _changes = changes;
        var before = await ShownAsync();
        await _world.Get<ChangeSourceOrder>().RunAsync(_world.Owner, [], Token).Ok();
        Assert.Equal(before, await ShownAsync());
    }

    // The second vendor has its last one with another customer than the first has the one of the same serial number.
    private static string SiteOf(string id) => id is "s2" or "s6" || id[^1] is '3' or '7' || id.EndsWith("-b", StringComparison.Ordinal) ? "b" : "a";

    private PaperVendor Vendor(char from) => from == 's' ? _world.SecondVendor : _world.Vendor;

    private void Report(LinkStep step)
    {
        var devices = Vendor(step.Id[0]).Devices;
        var mac = Mac(step.Ids.First, Serials[step.Other % Serials.Length], SiteOf(step.Id), user: $"user {step.Other}", firewall: step.Other > 2 ? null : step.Other == 1);
        if (devices.FindIndex(d => d.ExternalId == step.Ids.First) is >= 0 and var at)
            devices[at] = mac;
        else
            devices.Add(mac);
    }

    // The same hardware under a new id; the old one is missed by the sync that follows.
    private async Task ReEnrolAsync(LinkStep step, char from, IntegrationId integration)
    {
        var devices = Vendor(from).Devices;
        if (devices.Find(d => d.ExternalId == step.Ids.First) is not { } old)
            return;

        devices.RemoveAll(d => d.ExternalId == step.Ids.First || d.ExternalId == step.Ids.Anew);
        devices.Add(Mac(step.Ids.Anew, old.Fields.Text("serial").Value, SiteOf(step.Id)));
        await SyncAsync(from);
        _model.ImportAll(from);
        await _world.ImportAllAsync(integration);
    }

    private async Task SyncAsync(char from)
    {
        ModelSync(from, hasAutoSync: from == 's');
        await _world.SyncAsync(from == 's' ? _second : _first);
    }

    private void ModelSync(char from, bool hasAutoSync) =>
        _model.Sync(from, Vendor(from).Devices.ToDictionary(d => d.ExternalId, d => d.Fields.Text("serial").Value), SiteOf, hasAutoSync);

    // What a person said outlives the row: the vendor's id counts.
    private async Task ForgetAsync(LinkRecord record, IntegrationId integration)
    {
        await LinkWorld.ForgetAsync(_world, integration, record.Id);
        if (_model.Forget(record) is { } device)
        {
            var id = new DeviceId(_ids[device]);
            await using var db = _world.Open();
            await db.Devices.Where(d => d.Id == id).ExecuteDeleteAsync(Token);
        }

        await _world.Get<ChangeSourceOrder>().RunAsync(_world.Owner, [], Token).Ok();
    }

    private async Task SplitAsync(LinkRecord record, LinkedDevice device)
    {
        var isAlone = _model.Of(device).Count() == 1;
        var split = await _world.Get<SplitDevice>().RunAsync(_world.Owner, new DeviceId(_ids[device]), await RecordIdAsync(record.Id), Token);
        Assert.Equal(isAlone ? "only_link" : null, split.Refusal?.Code);
        if (!isAlone)
            _model.Split(record);
    }

    private async Task JoinAsync(LinkStep step, LinkRecord record)
    {
        var former = step.Act is LinkAct.JoinDevice ? record.Device : null;
        var into = _model.Records.Values.FirstOrDefault(r => r.Device is not null && r.Device != record.Device && r.Id.EndsWith($"{step.Other}", StringComparison.Ordinal))?.Device;
        if (into is null || (step.Act is LinkAct.JoinDevice && former is null))
            return;

        var confirms = step.Other % 2 == 0;
        var request = former is null ? new JoinRequest(await RecordIdAsync(record.Id), ConfirmCompany: confirms) : new JoinRequest(DeviceId: _ids[former], ConfirmCompany: confirms);
        var isOfOther = (record.Device?.Company ?? record.Company) != into.Company;
        var joined = await _world.Get<JoinDevices>().RunAsync(_world.Owner, new DeviceId(_ids[into]), request, Token);
        Assert.Equal(isOfOther && !confirms ? "other_company" : null, joined.Refusal?.Code);
        if (joined.IsOk)
            _model.Join(into, record, former);
    }

    // Either all that can be imported, without those whose number is unticked, or the very record.
    private async Task PlanAsync(LinkStep step, char from, IntegrationId integration)
    {
        var request = new PlanRequest(PlanKind.Import, integration.Value) { All = true };
        var records = _model.Importable(from);
        var expected = _model.Plan(records);
        var plan = await _world.PlanAsync(request);
        var names = await NamesAsync(integration);
        var items = (await _world.ItemsAsync(plan.Id)).Where(i => i.Change is not PlannedChange.Skip && expected.ContainsKey(names[i.StagedDeviceId!.Value])).ToList();
        Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), items.ToDictionary(i => names[i.StagedDeviceId!.Value], i => i.Change).OrderBy(e => e.Key, StringComparer.Ordinal));

        var unticked = items.Where(i => names[i.StagedDeviceId!.Value].EndsWith($"{step.Other}", StringComparison.Ordinal)).ToList();
        LinkRecord[] wanted = [.. records.Where(r => !unticked.Exists(u => names[u.StagedDeviceId!.Value] == r.Id))];
        var before = _model.Records.Values.ToDictionary(r => r, r => r.Standing);
        var state = await _world.StateAsync();
        _model.ApplyPlan(wanted);
        var applied = await _world.ApplyAsync(plan.Id, [.. unticked.Select(u => u.Id)]);
        Assert.Equal((PlanState.Applied, 0), (applied.State, applied.PassedOver));
        if (step.Act is LinkAct.PlanAndApply)
            return;

        await CheckAsync(step);
        LinkRecord[] taken = [.. wanted.Where(r => r.Device is not null)];
        foreach (var (record, standing) in before)
            record.Standing = standing;
        foreach (var record in taken.Where(_ => from == 's'))
            record.IsLeftOut = true;
        var undone = await _world.UndoAsync(plan.Id);
        Assert.Equal((PlanState.Undone, 0), (undone.State, undone.Kept));

        // Where Auto-Sync would bring them back, it is noted that it must not.
        if (from == 'f')
            Assert.Equal(state, await _world.StateAsync());
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(IntegrationId integration)
    {
        await using var db = _world.Open();
        return await db.StagedDevices.Where(s => s.IntegrationId == integration).ToDictionaryAsync(s => s.Id.Value, s => s.ExternalId, Token);
    }

    private async Task<Guid> RecordIdAsync(string id)
    {
        await using var db = _world.Open();
        return (await db.StagedDevices.SingleAsync(s => s.ExternalId == id, Token)).Id.Value;
    }

    private Task<string[]> ShownAsync() => DatabaseDump.TakeAsync(_world.Databases, "devices", "device_observations", "device_changes", "device_links");
}
