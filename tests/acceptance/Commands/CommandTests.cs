using System.Net;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>The host's command line and what it leaves on disk.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_commands_work_on_a_new_database(Engine engine)
    {
        var data = Directory.CreateTempSubdirectory("msportal-test-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["DataDirectory"] = data,
            ["ConnectionStrings__Default"] = await Databases.NewAsync(engine),
        };

        var (migrated, migration) = await BuiltHost.RunAsync(settings, "migrate");
        Assert.True(migrated == 0 && migration.Contains("FirstLight", StringComparison.Ordinal), migration);
        var (again, nothing) = await BuiltHost.RunAsync(settings, "migrate");
        Assert.True(again == 0 && nothing.Contains("up to date", StringComparison.Ordinal), nothing);

        var (listed, connectors) = await BuiltHost.RunAsync(settings, "connectors", "list");
        Assert.True(listed == 0 && connectors.Contains("addigy", StringComparison.Ordinal), connectors);
        var (healthy, doctor) = await BuiltHost.RunAsync(settings, "doctor");
        Assert.True(healthy == 0, doctor);

        var (nobody, refusal) = await BuiltHost.RunAsync(settings, "token", "create", "--email", "nobody@example.com", "--name", "x");
        Assert.Equal(1, nobody);
        Assert.Contains("nobody@example.com", refusal, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_vault_key_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("This test needs Unix file modes.");
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);

        var mode = File.GetUnixFileMode(Path.Combine(host.DataDirectory, "vault.key"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_token_is_not_made_with_a_vault_key_that_opens_nothing()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var client = await host.ClientAsync();
        var key = Path.Combine(host.DataDirectory, "vault.key");
        File.Move(key, key + ".away");

        var (code, output) = await host.RunAsync("token", "create", "--email", BuiltHost.AdminEmail, "--name", "x");

        Assert.Equal(1, code);
        Assert.Contains("There is no vault key here", output, StringComparison.Ordinal);
        Assert.False(File.Exists(key));
        Assert.True((await client.GetAsync("audit/verify")).Expect(HttpStatusCode.OK)["ok"].GetBoolean());
    }

    [Fact]
    public async Task A_second_host_on_one_sqlite_file_is_refused_with_a_plain_sentence()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);

        var (code, output) = await host.RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("Another host already serves the data", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_ends_the_start_with_a_plain_sentence()
    {
        var data = Directory.CreateTempSubdirectory("msportal-test-").FullName;
        var settings = new Dictionary<string, string> { ["DataDirectory"] = data, ["Connectors__addigy__BaseAddress"] = "not an address" };

        var (code, output) = await BuiltHost.RunAsync(settings);

        Assert.Equal(1, code);
        Assert.Contains("Connectors:addigy:BaseAddress", output, StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Health_documents_and_refusals_answer_without_a_token()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("StartSync", await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/docs", TestContext.Current.CancellationToken)).StatusCode);

        using var anonymous = new ApiClient(host.Address, null);
        var refused = (await anonymous.GetAsync("integrations")).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("not_signed_in", refused["code"].GetString());
        using var wrong = new ApiClient(host.Address, "mspc_wrong");
        (await wrong.GetAsync("integrations")).Expect(HttpStatusCode.Unauthorized);
    }
}
