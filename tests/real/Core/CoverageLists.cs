using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Behind each figure of the coverage report is a list of as many devices; where some are only counted, of the others.</summary>
public sealed class CoverageLists
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Have_as_many_devices_as_the_figure_says(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world);

        var coverage = Assert.Single((await world.Get<CoverageReport>().RunAsync(world.Owner, Token)).Integrations);

        // All that can be is there, so that no figure agrees by being nothing.
        var total = coverage.Total;
        Assert.All([total.New, total.Failed, total.Held, total.TypeUnmapped, total.TypeIgnored, total.Unmapped, total.NoContainer, total.NotSeen], figure => Assert.NotEqual(0, figure));
        Assert.Contains(coverage.Companies, row => row.Company is null && row.Counts is { Imported: > 0, NotSeen: > 0 });
        foreach (var row in coverage.Companies)
            await ComparesAsync(world, integration, row.Company?.Id, row.Company is null ? StagedStatus.ContainerUnmapped : null, row.Counts);
        await ComparesAsync(world, integration, null, null, total);

        // Of a company that nothing else is to be said of, the list is the figure.
        foreach (var counts in coverage.Companies.Where(r => r.Company is not null && r.Counts.Other == 0).Select(r => r.Counts))
            Assert.Equal((counts.Source, counts.Difference), (counts.Listed(CoverageFigure.Source), counts.Listed(CoverageFigure.Difference)));
        Assert.Equal(total.Difference, total.Listed(CoverageFigure.Difference) + total.Unmapped + total.NoContainer + total.Other);
    }

    private static async Task ComparesAsync(TestWorld world, IntegrationId integration, Guid? company, StagedStatus? status, CoverageCounts counts)
    {
        foreach (var figure in Enum.GetValues<CoverageFigure>())
        {
            var filter = new StagedFilter(CompanyId: company, Status: status) { Figure = figure };
            var page = await world.Get<ListStaged>().RunAsync(world.Owner, integration, filter, new PageRequest(1, PageRequest.MaxPageSize), Token).Ok();
            Assert.Equal((company, figure, counts.Listed(figure)), (company, figure, page.Total));
            Assert.Equal(page.Total, page.Items.Count);
        }
    }

    // Every kind of device: imported, gone, gone before it was imported, superseded and back, in doubt, failed, without a type, ignored, unmapped, in none, unusable.
    private static async Task<IntegrationId> FleetAsync(TestWorld world)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(1, 40).Select(i => PaperVendor.Device($"a{i}", "a")), PaperVendor.Device("old", "a", "Reception-Mac", "SERIAL-0001")]);
        world.Vendor.Add("b", [.. Enumerable.Range(1, 5).Select(i => PaperVendor.Device($"b{i}", "b"))]);
        world.Vendor.Add("c", PaperVendor.Device("c1", "c"), PaperVendor.Device("c2", "c"));
        world.Vendor.Add("u", PaperVendor.Device("u1", "u"), PaperVendor.Device("u2", "u"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        foreach (var site in (string[])["a", "b", "c"])
            await world.MapAsync(integration, site, await world.CompanyAsync(site.ToUpperInvariant()));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);

        // Another record takes the place of the old one.
        var old = world.Vendor.Devices.Single(d => d.ExternalId == "old");
        world.Vendor.Devices[world.Vendor.Devices.IndexOf(old)] = PaperVendor.Device("young", "a", "Reception-Mac", "SERIAL-0001");
        world.Vendor.Devices.Add(PaperVendor.Device("fleeting", "a"));
        await world.SyncAsync(integration);
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, "young")).Id]));
        await world.MapAsync(integration, "b", null);

        // Gone are some that were imported, in a mapped site and in one that no longer is, and one that never was.
        world.Vendor.Devices.RemoveAll(d => d.ExternalId is "a1" or "b1" or "fleeting");
        world.Vendor.Devices.AddRange([old, PaperVendor.Device("new", "a"), PaperVendor.Device("ignored", "a", type: "ignored"), PaperVendor.Device("typeless-1", "c", type: "typeless"), PaperVendor.Device("typeless-2", "a", type: "typeless"), PaperVendor.Device("nowhere", null)]);
        world.Vendor.RejectedDevices.Add(new RejectedRecord("broken", "It has no body."));
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "ignored", new ProviderTypeChange(Ignored: true), Token).Ok();
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, "typeless-2")).Id]));

        // Missed once, and not gone yet: the vendor does not have it, and it counts as imported.
        world.Vendor.Devices.RemoveAll(d => d.ExternalId is "a2");
        await world.SyncAsync(integration);
        return integration;
    }
}
