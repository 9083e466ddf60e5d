using System.Text;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class CompanyLists
{
    [Theory, ClassData(typeof(Engines))]
    public async Task CSV_files_of_many_forms_are_read(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var (csv, expected) in ((string, string[])[])
        [
            ("Name\nAcme\nBeta", ["Acme", "Beta"]),
            ("Acme\nBeta\n", ["Acme", "Beta"]),
            ("Id,Company Name,City\n1,\"Acme, Inc.\",Berlin\n2,Beta,\n", ["Acme, Inc.", "Beta"]),
            ("City;Name\r\nBerlin;Acme\r\nWien;Österreich & Söhne\r\n", ["Acme", "Österreich & Söhne"]),
            ("\uFEFFName\nAcme", ["Acme"]),
            ("\uFEFFAcme\nBeta", ["Acme", "Beta"]),
            ("name\tcity\nAcme\tBerlin", ["Acme"]),
            ("Name\n\"Say \"\"Hi\"\" Ltd\"\n\n\n  Blanks  around  \n", ["Blanks around", "Say \"Hi\" Ltd"]),
            ("Name\nAcme\nACME\n acme \nBeta\nBeta", ["Acme", "Beta"]),
            ("Name\n=cmd|' /C calc'!A0\n<script>alert(1)</script>\n", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0"]),
        ])
        {
            var result = await ImportAsync(world, csv).Ok();
            Assert.Equal(expected.Order(StringComparer.Ordinal), (await NamesAsync(world)).Order(StringComparer.Ordinal));
            Assert.Equal(expected.Length, result.Created);
            Assert.Empty(result.Failures);
            await using var db = world.Open();
            await db.Companies.ExecuteDeleteAsync(Token);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_CSV_file_counts_what_it_skips_and_names_the_lines_that_fail(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Acme");

        var result = await ImportAsync(world, $"Name\nACME\nBeta\nBeta\n{new string('x', 201)}\nBad\u0001name\nBad\uFFFEname\n").Ok();

        Assert.Equal((1, 2), (result.Created, result.Skipped));
        Assert.Equal([5, 6, 7], result.Failures.Select(f => f.Line));
        Assert.Equal(["Acme", "Beta"], await NamesAsync(world));
        var again = await ImportAsync(world, "Name\nACME\nBeta").Ok();
        Assert.Equal((0, 2), (again.Created, again.Skipped));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_that_holds_no_companies_is_refused_and_writes_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var junk = new byte[20_000];
        new Random(7).NextBytes(junk);

        foreach (var csv in (string[])["", "   \n\n", "Name\n", "Id,City\n1,Berlin"])
            Assert.Equal("invalid_value", (await ImportAsync(world, csv).No()).Code);
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Latin1, Encoding.Unicode])
        {
            var result = await world.Get<ImportCompanies>().RunAsync(world.Owner, new StreamReader(new MemoryStream(junk), encoding), Token);
            Assert.True(!result.IsOk || result.Value.Failures.Count > 0);
        }

        Assert.Equal("not_allowed", (await world.Get<ImportCompanies>().RunAsync(world.Owner with { Role = Role.Technician }, new StringReader("Name\nX"), Token).No()).Code);
        Assert.DoesNotContain(await NamesAsync(world), name => name.Any(char.IsControl) || name == "X");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_name_is_taken_once_even_in_a_race(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] spellings = ["Acme", "ACME", " acme ", "Acme  ", "aCmE", "Acme", "ACME", "acme"];

        var results = await Task.WhenAll(spellings.Select(name => Task.Run(() => world.Get<CreateCompany>().RunAsync(world.Owner, name, Token), Token)));
        var types = await Task.WhenAll(spellings.Select(name => Task.Run(() => world.Get<CreateDeviceType>().RunAsync(world.Owner, name, Token), Token)));

        Assert.Single(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("company_exists", r.Refusal!.Code));
        Assert.Single(await NamesAsync(world));
        Assert.Single(types, t => t.IsOk);
        Assert.All(types.Where(r => !r.IsOk), r => Assert.Equal("device_type_exists", r.Refusal!.Code));

        // Each change has one entry in the audit log, and what was refused has none.
        var audit = await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(), Token).Ok();
        Assert.Equal(["company.created", "device_type.created"], audit.Items.Select(e => e.Action).Order(StringComparer.Ordinal));

        // Twin: another name is free, and so is the same name in the other tenant.
        Assert.True((await world.Get<CreateCompany>().RunAsync(world.Owner, "Acme 2", Token)).IsOk);
        Assert.True((await world.Get<CreateCompany>().RunAsync(world.OtherOwner, "Acme", Token)).IsOk);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_files_at_once_never_make_a_company_twice(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var csv = "Name\n" + string.Join('\n', Enumerable.Range(1, 200).Select(i => $"Company {i}"));

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ImportAsync(world, csv), Token)));

        Assert.Contains(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("companies_changed", r.Refusal!.Code));
        Assert.Equal(200, (await NamesAsync(world)).Length);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_in_use_cannot_be_deleted(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.ImportAsync(isPaper: true);
        var company = await world.CompanyAsync("The rest");
        var type = (await world.DevicesAsync())[0].DeviceType;

        Assert.Equal(new CompanyInUse("The rest", 1, 1), await world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token).No());
        Assert.Equal(new DeviceTypeInUse("box", 1, 1), await world.Get<DeleteDeviceType>().RunAsync(world.Owner, new DeviceTypeId(type.Id), Token).No());
        await world.MapAsync(integration, "a", null);
        Assert.Equal(new CompanyInUse("The rest", 0, 1), await world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token).No());

        // Twin: unused ones can.
        await world.Get<MSPortal.Connectors.Core.Integrations.DeleteIntegration>().RunAsync(world.Owner, integration, removeDevices: true, Token).Ok();
        Assert.True((await world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token)).IsOk);
        Assert.True((await world.Get<DeleteDeviceType>().RunAsync(world.Owner, new DeviceTypeId(type.Id), Token)).IsOk);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Mapping_to_a_company_that_is_deleted_at_that_moment_leaves_no_mapping_to_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a");
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        for (var i = 0; i < 10; i++)
        {
            var company = await world.CompanyAsync($"Company {i}");
            var container = (await world.ContainerAsync(integration, "a")).Id;
            var mapping = Task.Run(() => world.Get<MapContainers>().RunAsync(world.Owner, integration, [container], new ContainerDecision(company.Value), Token), Token);
            var deleting = Task.Run(() => world.Get<DeleteCompany>().RunAsync(world.Owner, company, Token), Token);
            await Task.WhenAll(mapping, deleting);

            Assert.NotEqual((await mapping).IsOk, (await deleting).IsOk);
            Assert.Equal((await mapping).IsOk ? company : null, (await world.ContainerAsync(integration, "a")).CompanyId);
            await world.MapAsync(integration, "a", null);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Names_are_checked(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var name in (string?[])[null, "", "   ", "a\0b", "a\nb", new string('x', 201), "a\ud800b", "a\uFFFEb"])
        {
            Assert.Equal("invalid_value", (await world.Get<CreateCompany>().RunAsync(world.Owner, name, Token).No()).Code);
            Assert.Equal("invalid_value", (await world.Get<CreateDeviceType>().RunAsync(world.Owner, name, Token).No()).Code);
        }

        foreach (var name in (string[])["🦀 Crab & Co 🦀", "שלום", "العربية", "O'Neil; drop table companies;--", new string('字', 100)])
        {
            Assert.Equal(name, (await world.Get<CreateCompany>().RunAsync(world.Owner, name, Token).Ok()).Name);
            Assert.Equal(name, (await world.Get<CreateDeviceType>().RunAsync(world.Owner, name, Token).Ok()).Name);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Search_finds_any_case_and_takes_wildcards_as_they_are(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var name in (string[])["Österreich AG", "100% Pure", "100x Pure", "under_score", @"back\slash"])
            await world.CompanyAsync(name);

        async Task<string[]> FindAsync(string text) =>
            [.. (await world.Get<ListCompanies>().RunAsync(world.Owner, new PageRequest(Search: text), Token)).Items.Select(c => c.Name)];
        Assert.Equal(["Österreich AG"], await FindAsync("Österreich"));
        Assert.Equal(["Österreich AG"], await FindAsync("öSTERREICH ag"));
        Assert.Equal(["100% Pure"], await FindAsync("0%"));
        Assert.Equal(["under_score"], await FindAsync("r_s"));
        Assert.Equal([@"back\slash"], await FindAsync(@"\"));
        Assert.Empty(await FindAsync("a\0b"));
        Assert.Empty(await FindAsync("nobody"));
        Assert.Equal(5, (await FindAsync("  ")).Length);
    }

    private static Task<Result<CompanyImport>> ImportAsync(TestWorld world, string csv) =>
        world.Get<ImportCompanies>().RunAsync(world.Owner, new StringReader(csv), Token);

    private static async Task<string[]> NamesAsync(TestWorld world) =>
        [.. (await AllAsync(page => world.Get<ListCompanies>().RunAsync(world.Owner, page, Token))).Select(c => c.Name)];
}
