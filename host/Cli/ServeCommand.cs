namespace MSPortal.Connectors.Host.Cli;

/// <summary>Serves the web pages and the API, and runs the jobs.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = HostApp.CreateBuilder(args);
        var settings = HostSettings.From(builder.Configuration);
        settings.EnsureDataDirectory();
        using var alone = DataDirectoryLock.Take(settings);

        await using var app = HostApp.Build(builder, settings);
        await HostApp.PrepareAsync(app, cancellationToken);
        await app.StartAsync(cancellationToken);

        Console.WriteLine($"Address:        {string.Join(", ", app.Urls)}");
        Console.WriteLine($"Data directory: {settings.DataDirectory}");
        Console.WriteLine($"Database:       {settings.Database.Engine}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
