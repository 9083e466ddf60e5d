using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Integrations.Diagnostics;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The file for support tells what happened, and nobody's names or secrets.</summary>
public sealed class DiagnosticsFiles
{
    // No two have a word in common, so that none hides behind another.
    private static readonly Dictionary<string, string> Canaries = new()
    {
        ["token"] = "hush-token-value",
        ["device"] = "Noras Klapprechner",
        ["serial"] = "SN7QX",
        ["device id"] = "dev-ÄB",
        ["rejected id"] = "rej-xyz",
        ["company"] = "Zwiebel GmbH",
        ["container"] = "Außenstelle Ost",
        ["container id"] = "cont-five",
        ["account"] = "Meister Verwaltung",
        ["person"] = "nora.k@klein.example",
        ["contact"] = "chef@gross.example",
        ["actor"] = "olga@owner.example",
        ["user"] = "nora-kurz",
        ["quoted"] = "Lieschen Lang",
        ["question"] = "plan-b.internal/secret",
        ["opaque"] = "sk_live_0123456789abcdef",
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task It_holds_no_name_and_no_secret_even_where_a_connector_words_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await CanariesAsync(world);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);

        var file = await world.Get<MakeDiagnostics>().RunAsync(world.Owner, integration, Token).Ok();

        var text = JsonSerializer.Serialize(file, Json);
        foreach (var (field, canary) in Canaries)
        {
            Assert.False(text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"The {field} stands in the file: {text}");
            await AssertKnownAsync(world, canary);
        }

        // What is left of the sentences still says what happened.
        Assert.Contains("The answer for (left out) is broken", text, StringComparison.Ordinal);
        Assert.Contains("vendor_down", file.Bundle.ErrorsByCode.Select(e => e.Code));
        Assert.Contains(file.Bundle.Rejected, r => r is { Reason: "The machine (left out) of (left out) is odd.", Records: 2 });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_tells_how_the_integration_stands_and_what_its_last_runs_did(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await CanariesAsync(world);
        for (var i = 0; i < 20; i++)
            await world.SyncAsync(integration, SyncScope.Devices);

        var file = await world.Get<MakeDiagnostics>().RunAsync(world.Owner, integration, Token).Ok();

        var (bundle, view) = (file.Bundle, await world.IntegrationAsync(integration));
        Assert.Equal($"diagnostics-kunde-nr-1-{world.Clock.GetUtcNow().UtcDateTime:yyyy-MM-dd}.json", file.Name);
        Assert.Equal((engine, 0), (bundle.Database.Engine, bundle.Database.PendingMigrations));
        Assert.NotEmpty(bundle.Database.Version);
        Assert.NotNull(bundle.Database.LastMigration);
        Assert.StartsWith(".NET ", bundle.Product.Runtime, StringComparison.Ordinal);
        Assert.Equal((PaperVendor.Id, ConnectorStatus.Ready, false), (bundle.Connector.Id, bundle.Connector.Status!.Value, bundle.Connector.HasOperatorsAddress));
        Assert.Equal(("Kunde Nr. 1", "paper-1", true), (bundle.Integration.Name, bundle.Integration.AccountId, bundle.Integration.AreSecretsReadable));
        Assert.Equal((view.State, view.Counts, view.Schedule), (bundle.State, bundle.Integration.Counts, bundle.Integration.Schedule));
        Assert.Equal(
            [("first", "set", null, true), ("second", "not set", null, true), ("contact", "set", null, false), ("region", "set", "eu", false)],
            bundle.Integration.Settings.Select(s => (s.Key, s.State, s.Value, s.IsSecret)));
        Assert.Equal(20, bundle.Runs.Count);
        Assert.Equal((await world.RunsAsync(integration)).Take(20).Select(r => (r.Id, r.State, r.Counters, r.Pages)), bundle.Runs.Select(r => (r.Id, r.State, r.Counters, r.Pages)));
        Assert.Equal(new BooksFacts(true, true, [], 3, 3) with { Problems = bundle.Runs[0].Books.Problems }, bundle.Runs[0].Books);
        Assert.Equal((2, 1), (bundle.Staging.Containers, bundle.Staging.ContainersMapped));
        Assert.Equal(view.Counts.Staged, bundle.Staging.DevicesByStatus.Where(s => s.Key != "containerUnmapped").Sum(s => s.Value));
        Assert.Equal(20, bundle.Rejected.Single(r => r.Reason == "It is odd.").Runs);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_may_not_manage_integrations_gets_none_and_who_may_is_noted(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        var make = world.Get<MakeDiagnostics>();

        foreach (var role in new[] { Role.Viewer, Role.Technician })
            Assert.Equal("not_allowed", (await make.RunAsync(world.Owner with { Role = role }, integration, Token).No()).Code);
        Assert.Equal("not_found", (await make.RunAsync(world.OtherOwner, integration, Token).No()).Code);
        Assert.Empty(await EntriesAsync(world));

        await make.RunAsync(world.Owner, integration, Token).Ok();
        Assert.Equal([("olga@owner.example", (Guid?)integration.Value)], await EntriesAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_can_be_made_when_the_vault_opens_nothing_and_says_so(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync(secrets: new() { ["first"] = Canaries["token"] });
        await using (var db = world.Open())
            await db.IntegrationSecrets.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, 7), Token);

        var file = await world.Get<MakeDiagnostics>().RunAsync(world.Owner, integration, Token).Ok();

        Assert.False(file.Bundle.Integration.AreSecretsReadable);
        Assert.Equal("set", file.Bundle.Integration.Settings[0].State);
    }

    [Theory]
    [InlineData("Ääh & Söhne / Nord", "diagnostics-aah-sohne-nord-2026-02-03.json")]
    [InlineData("../../etc/passwd\r\n", "diagnostics-etc-passwd-2026-02-03.json")]
    [InlineData("日本", "diagnostics-integration-2026-02-03.json")]
    public void Its_name_is_safe_on_every_system(string integration, string name) =>
        Assert.Equal(name, DiagnosticsFile.NameOf(integration, new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)));

    // Everything that may not be told is there, and the connector words it wherever it can.
    private static async Task<IntegrationId> CanariesAsync(TestWorld world)
    {
        world.Vendor.Account = new("paper-1", Canaries["account"]);
        world.Vendor.Containers.Add(new ContainerRecord(Canaries["container id"], Canaries["container"], null));
        world.Vendor.Containers.Add(new ContainerRecord("cont-six", "Elsewhere", null));
        world.Vendor.Devices.Add(new DeviceRecord(Canaries["device id"], Canaries["container id"], new ProviderDeviceType("box", "box"), new RecordFields(new Dictionary<string, object?>
        {
            ["name"] = Canaries["device"],
            ["serial"] = Canaries["serial"],
            ["user"] = Canaries["user"],
        })));
        world.Vendor.Devices.Add(PaperVendor.Device("d2", "cont-six", "Second", type: "tube"));
        world.Vendor.RejectedDevices.AddRange([
            new RejectedRecord(Canaries["rejected id"], "It is odd."),
            new RejectedRecord("r2", $"The machine {Canaries["device"]} of {Canaries["person"]} is odd."),
            new RejectedRecord("r3", $"{Canaries["serial"].ToLowerInvariant()}, {Canaries["device id"]} and {Canaries["rejected id"]} are one."),
        ]);

        var made = await world.Get<CreateIntegration>().RunAsync(
            world.Owner, PaperVendor.Id, "Kunde Nr. 1", new Dictionary<string, string?> { ["contact"] = Canaries["contact"], ["region"] = "eu" }, new Dictionary<string, string?> { ["first"] = Canaries["token"] }, Token).Ok();
        var integration = new IntegrationId(made.Id);
        await world.DrainAsync();
        await world.MapAsync(integration, Canaries["container id"], await world.CompanyAsync(Canaries["company"]));
        await world.DrainAsync();

        world.Vendor.BeforePage = (_, _) => throw new VendorUnavailableException(
            "vendor_down",
            $"The answer for {Canaries["company"]} is broken: \"no {Canaries["quoted"]}\" of {Canaries["user"]} at https://{Canaries["question"]}?t=1 with {Canaries["token"]}.",
            $"Ask {Canaries["account"]} ({Canaries["contact"]}) about {Canaries["container"].ToUpperInvariant()}, {Canaries["container id"]} and {Canaries["opaque"]}.");
        await world.SyncAsync(integration);
        world.Vendor.BeforePage = null;
        return integration;
    }

    // The twin: what is looked for is there to be found.
    private static async Task AssertKnownAsync(TestWorld world, string canary)
    {
        await using var db = world.Open();
        var runs = await db.SyncRuns.Select(r => r.ErrorMessage + " " + r.ErrorCure + " " + r.RequestedBy).ToListAsync(Token);
        var rejected = await db.RejectedRows.Select(r => r.ExternalId + " " + r.Reason).ToListAsync(Token);
        Assert.Contains(runs.Concat(rejected), words => words.Contains(canary, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<(string Actor, Guid? Subject)>> EntriesAsync(TestWorld world)
    {
        await using var db = world.Open();
        var entries = await db.AuditEntries.Where(e => e.Action == "diagnostics.downloaded").Select(e => new { e.Actor, e.SubjectId }).ToListAsync(Token);
        return [.. entries.Select(e => (e.Actor, e.SubjectId))];
    }
}
