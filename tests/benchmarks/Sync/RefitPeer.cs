using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using Refit;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>The usual way: Refit with its own JSON, EF Core finds the page's rows and saves the page.</summary>
internal sealed class RefitPeer(Databases databases, TenantId tenant, Uri address, string token)
{
    public async Task RunAsync()
    {
        var integration = await AddAsync();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        var vendor = RestService.For<IVendor>(http);
        for (int page = 1, pages = 1; page <= pages; page++)
        {
            var answer = await vendor.DevicesAsync(token, new Question(page, 100));
            pages = answer.Metadata.PageCount;
            await using var db = databases.Open(tenant);
            var ids = answer.Items.ConvertAll(d => d.AgentId);
            var known = await db.StagedDevices.Where(d => d.IntegrationId == integration && ids.Contains(d.ExternalId)).ToDictionaryAsync(d => d.ExternalId);
            foreach (var device in answer.Items.Where(d => d.AgentId is not null).DistinctBy(d => d.AgentId))
            {
                var row = Row(device, integration);
                if (known.TryGetValue(device.AgentId!, out var old))
                    (old.Name, old.SerialNumber, old.Model, old.Facts, old.ContentHash) = (row.Name, row.SerialNumber, row.Model, row.Facts, row.ContentHash);
                else
                    db.StagedDevices.Add(row);
            }

            await db.SaveChangesAsync();
        }
    }

    // Beside ours; it may only hold rows of an integration that is there.
    private async Task<IntegrationId> AddAsync()
    {
        await using var db = databases.Open(tenant);
        var id = new IntegrationId(Guid.CreateVersion7());
        db.Integrations.Add(new Integration
        {
            TenantId = tenant, Id = id, ConnectorId = "addigy", Name = "Peer", Settings = "{}",
            ContainersCron = "0 2 * * *", DevicesCron = "0 2 * * *", CreatedAt = default,
        });
        await db.SaveChangesAsync();
        return id;
    }

    private StagedDevice Row(Device device, IntegrationId integration)
    {
        var facts = JsonSerializer.Serialize(device.Facts.ToDictionary(f => f.Key, f => f.Value?.Value));
        return new StagedDevice
        {
            TenantId = tenant,
            Id = new StagedDeviceId(Guid.CreateVersion7()),
            IntegrationId = integration,
            Number = 0,
            ExternalId = device.AgentId!,
            ContainerId = null,
            TypeKey = Text("device_model_name") ?? "device",
            Name = Text("device_name") ?? device.AgentId!,
            SerialNumber = Text("serial_number"),
            Model = Text("hardware_model"),
            Facts = facts,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts))),
            FirstSeenAt = TimeProvider.System.GetUtcNow(),
        };

        string? Text(string fact) => device.Facts.GetValueOrDefault(fact)?.Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }

    internal interface IVendor
    {
        [Post("/devices")]
        Task<Answer> DevicesAsync([Header("x-api-key")] string token, [Body] Question question);
    }

    internal sealed record Question([property: JsonPropertyName("page")] int Page, [property: JsonPropertyName("per_page")] int PerPage);

    internal sealed record Answer([property: JsonPropertyName("items")] List<Device> Items, [property: JsonPropertyName("metadata")] Metadata Metadata);

    internal sealed record Metadata([property: JsonPropertyName("page_count")] int PageCount);

    internal sealed record Device([property: JsonPropertyName("agentid")] string? AgentId, [property: JsonPropertyName("facts")] Dictionary<string, Fact?> Facts);

    internal sealed record Fact([property: JsonPropertyName("type")] string? Type, [property: JsonPropertyName("value")] JsonElement? Value);
}
