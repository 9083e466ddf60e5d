using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Brings the database to the newest schema.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var settings = HostSettings.From(HostApp.CreateBuilder(args).Configuration);
        settings.EnsureUsable();
        var applied = await new MigrateDatabase(new Databases(settings.Database)).RunAsync(cancellationToken);
        Console.WriteLine(applied.Count == 0 ? "The schema was up to date." : $"Applied: {string.Join(", ", applied)}");
        return 0;
    }
}
