using System.Diagnostics;
using Npgsql;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>Runs the script beside this file with Node. Its packages must be there: "npm install" in the folder of the output.</summary>
internal static class NodePeer
{
    /// <param name="keepsAll">Whether it asks for and keeps all facts, or only those that the connector asks for.</param>
    public static async Task RunAsync(string connection, Uri address, string token, bool keepsAll)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Sync");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"The script's packages are missing: run \"npm install\" in {folder}.");

        var server = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "peer.mjs")])
        {
            Environment =
            {
                ["PGHOST"] = server.Host, ["PGPORT"] = $"{server.Port}", ["PGUSER"] = server.Username, ["PGDATABASE"] = server.Database,
                ["VENDOR"] = address.ToString(), ["TOKEN"] = token, ["KEEP"] = keepsAll ? "all" : "wanted",
            },
        };
        using var node = Process.Start(start)!;
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"The script ended with {node.ExitCode}.");
    }
}
