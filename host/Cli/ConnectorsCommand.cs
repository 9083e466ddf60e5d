using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Plugins;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Lists the connectors that the host finds.</summary>
internal static class ConnectorsCommand
{
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var settings = HostSettings.From(HostApp.CreateBuilder(args).Configuration);
        var catalog = ConnectorCatalog.Load(settings.ConnectorsDirectory, NullLogger.Instance);
        Console.WriteLine($"Connectors in {settings.ConnectorsDirectory}:");
        foreach (var entry in catalog.Entries)
        {
            Console.WriteLine(entry.Status == ConnectorStatus.Ready
                ? $"  {entry.Id,-20} ready   {entry.Name} {entry.Version}"
                : $"  {entry.Id,-20} failed  {entry.FailureReason} {entry.FailureCure}");
        }

        if (catalog.Entries.Count == 0)
            Console.WriteLine("  none");
        return Task.FromResult(catalog.Entries.All(e => e.Status == ConnectorStatus.Ready) ? 0 : 1);
    }
}
