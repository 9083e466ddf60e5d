using System.Text;
using System.Text.Json;
using Npgsql;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>What no program can be faster than: reading the bytes and doing nothing, and one COPY of rows that are ready.</summary>
internal sealed class Limits(string connection, Uri address, string token)
{
    private const string Columns =
        "d.tenant_id, d.id, d.external_id, d.first_seen_at, d.container_id, d.type_key, d.name, d.serial_number, d.manufacturer, d.model, d.facts, d.content_hash, o.observed_at, o.last_seen_at, o.online, o.facts as observed";

    private const string Rows = $"select {Columns} from staged_devices d join staged_observations o on o.tenant_id = d.tenant_id and o.staged_device_id = d.id";

    public async Task ReadBytesAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        for (int page = 1, pages = 1; page <= pages; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "devices") { Content = new StringContent($$"""{"page":{{page}},"per_page":100}""", Encoding.UTF8, "application/json") };
            request.Headers.Add("x-api-key", token);
            using var answer = await http.SendAsync(request);
            var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            if (page == 1)
                pages = JsonDocument.Parse(body).RootElement.GetProperty("metadata").GetProperty("page_count").GetInt32();
        }
    }

    /// <summary>The rows that our sync made, in the form of a binary COPY.</summary>
    public async Task<byte[]> CopyOutAsync()
    {
        await using var db = await OpenAsync();
        await using var source = await db.BeginRawBinaryCopyAsync($"copy ({Rows}) to stdout (format binary)");
        using var bytes = new MemoryStream();
        await source.CopyToAsync(bytes);
        await source.DisposeAsync();
        await ExecuteAsync(db, $"create table limit_rows as {Rows} with no data");
        return bytes.Length > 1000 ? bytes.ToArray() : throw new InvalidOperationException("There are no rows to copy.");
    }

    public async Task CopyInAsync(byte[] rows)
    {
        await using var db = await OpenAsync();
        await using var target = await db.BeginRawBinaryCopyAsync("copy limit_rows from stdin (format binary)");
        await target.WriteAsync(rows);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var db = new NpgsqlConnection(connection);
        await db.OpenAsync();
        await ExecuteAsync(db, "set app.all_tenants = 'on'");
        return db;
    }

    private static async Task ExecuteAsync(NpgsqlConnection db, string sql)
    {
#pragma warning disable CA2100 // Constants of this file.
        await using var command = new NpgsqlCommand(sql, db);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
