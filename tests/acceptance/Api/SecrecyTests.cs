using System.Net;
using System.Text;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Api;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using Npgsql;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>The token, and the customers' secrets that lie in policies, stay out of files, logs and answers.</summary>
public sealed class SecrecyTests
{
    private static readonly Dictionary<string, string> Trace = new()
    {
        ["Logging__LogLevel__Default"] = "Trace",
        ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
        ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Trace",
        ["Logging__LogLevel__Hangfire"] = "Trace",
        ["Logging__LogLevel__System.Net.Http"] = "Trace",
    };

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task No_secret_is_in_the_data_the_log_or_any_answer(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 8, Devices = 60 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress, Trace);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        var token = simulator.Accounts[0].Token;
        var answers = new StringBuilder();

        await flow.ConnectAsync(token);
        await flow.MapAllAsync();
        simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 401, PathContains = "devices" });
        answers.Append((await flow.SyncAsync()).Text);
        simulator.Faults.Clear();
        answers.Append((await api.PostAsync("integrations/test", Flow.Request($"{token} x"))).Text);
        foreach (var path in new[] { "integrations", flow.Path, $"{flow.Path}/containers", $"{flow.Path}/syncs", $"{flow.Path}/staged-devices", "audit", "connectors", "tokens" })
            answers.Append((await api.GetAsync(path)).Expect(HttpStatusCode.OK).Text);

        foreach (var secret in new[] { token, PolicyJson.Canary })
        {
            Assert.False(answers.ToString().Contains(secret, StringComparison.Ordinal), "An answer holds a secret.");
            Assert.False(host.Output.Contains(secret, StringComparison.Ordinal), "The log holds a secret.");
            Assert.Empty(FilesWith(host.DataDirectory, secret));
            if (engine == Engine.PostgreSql)
                Assert.Empty(await TablesWithAsync(host.ConnectionString, secret));
        }

        // The twin: what is looked for this way is found when it is there.
        Assert.NotEmpty(FilesWith(host.DataDirectory, engine == Engine.Sqlite ? "integration.created" : "="));
    }

    private static List<string> FilesWith(string directory, string secret)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)))];

        // The lock is held by the host and holds nothing.
        return [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "host.lock").Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return forms.Any(form => memory.GetBuffer().AsSpan(0, (int)memory.Length).IndexOf(form) >= 0);
        })];
    }

    private static async Task<List<string>> TablesWithAsync(string connectionString, string secret)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        List<string> tables = [], found = [];
        await using (var list = source.CreateCommand("select format('%I.%I', table_schema, table_name) from information_schema.tables where table_schema in ('public', 'hangfire') and table_type = 'BASE TABLE'"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var all = new NpgsqlCommand("select set_config('app.all_tenants', 'on', false)", connection);
            await all.ExecuteNonQueryAsync();
            await using var count = new NpgsqlCommand($"select count(*) from {table} t where t::text like @plain or t::text like @hex", connection);
            count.Parameters.AddWithValue("plain", $"%{secret}%");
            count.Parameters.AddWithValue("hex", $"%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret))}%");
            if ((long)(await count.ExecuteScalarAsync())! > 0)
                found.Add(table);
        }

        return found;
    }
}
