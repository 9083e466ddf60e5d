using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Addigy.Simulator;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>
/// Addigy in a process of its own, with pages that are kept once they were asked for: serving them costs next to nothing. Each
/// device has as many facts as a real one sends when it is not asked for certain ones.
/// </summary>
internal static class VendorServer
{
    /// <summary>The facts that the connector asks for, as a list in JSON.</summary>
    internal const string Wanted =
        """
        "agent_version", "battery_charging", "battery_cycles", "battery_percentage", "client_ip", "current_user",
        "device_chip_type", "device_model_name", "device_name", "ethernet_mac_address", "ethernet_ma_cs", "filevault_enabled",
        "firewall_enabled", "free_disk_space_gb", "gatekeeper_enabled", "hardware_model", "has_mdm", "host_name",
        "identity_email", "is_supervised", "last_online", "localhost_name", "local_ip", "mac_os_x_version",
        "mdm_last_connected", "online", "os_platform", "os_version", "policy_id", "processor_type", "product_name",
        "serial_number", "system_integrity_protection_enabled", "system_version", "total_disk_space_gb", "total_memory_gb",
        "wifi_mac_address"
        """;

    private const int Facts = 80;

    /// <summary>Serves until standard input closes. The first line it prints is its address, the second the token.</summary>
    public static async Task<int> ServeAsync(int devices, int delayMilliseconds)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 3, Companies = 250, Devices = devices });
        using var vendor = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.BaseAddress };
        var pages = new ConcurrentDictionary<string, byte[]>();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Console.WriteLine($"{app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/api/v2/");
        Console.WriteLine(simulator.Accounts[0].Token);
        await Console.In.ReadToEndAsync();
        return 0;

        async Task AnswerAsync(HttpContext context)
        {
            using var body = new StreamReader(context.Request.Body);
            var question = await body.ReadToEndAsync();
            var path = context.Request.Path.Value!.Replace("/api/v2/", "", StringComparison.Ordinal);
            var isDevices = path == "devices";
            var key = isDevices ? Key(question) : path;
            if (!pages.TryGetValue(key, out var page))
                pages[key] = page = await AskAsync(context, path, question, isDevices);
            else if (delayMilliseconds > 0)
                await Task.Delay(delayMilliseconds);

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page);
        }

        async Task<byte[]> AskAsync(HttpContext context, string path, string question, bool isDevices)
        {
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), path);
            request.Headers.Add("x-api-key", simulator.Accounts[0].Token);
            if (question.Length > 0)
                request.Content = new StringContent(question, Encoding.UTF8, "application/json");
            using var answer = await vendor.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            return isDevices ? Fill(bytes) : bytes;
        }
    }

    /// <summary>Starts it as a child.</summary>
    public static async Task<(Process Process, Uri Address, string Token)> StartAsync(int devices, int delayMilliseconds)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "vendor", $"{devices}", $"{delayMilliseconds}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The vendor did not start.");
        return (process, new Uri(address), await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The vendor has no token."));
    }

    // Started with "dotnet x.dll" the process is dotnet, else it is the program itself.
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    private static string Key(string question)
    {
        var node = JsonNode.Parse(question)!;
        return string.Create(CultureInfo.InvariantCulture, $"{node["page"]}/{node["per_page"]}");
    }

    /// <summary>Adds facts to each device of a page until it has as many as a real one.</summary>
    internal static byte[] Fill(byte[] page)
    {
        var node = JsonNode.Parse(page)!;
        foreach (var item in node["items"]!.AsArray())
        {
            var facts = item!["facts"]!.AsObject();
            for (var i = facts.Count; i < Facts; i++)
                facts[$"another_fact_{i}"] = new JsonObject { ["type"] = "string", ["value"] = $"value {i} of {item["agentid"]}"[..24], ["error_msg"] = "" };
        }

        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }
}
