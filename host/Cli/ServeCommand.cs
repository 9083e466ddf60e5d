namespace MSPortal.Connectors.Host.Cli;

/// <summary>Serves the web pages and the API, and runs the jobs.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = HostApp.CreateBuilder(args);
        var settings = HostSettings.From(builder.Configuration);
        settings.EnsureUsable();
        var addresses = ListenAddresses.From(builder.Configuration);
        using var alone = DataDirectoryLock.Take(settings);
        addresses.EnsureFree();

        await using var app = HostApp.Build(builder, settings);
        await HostApp.PrepareAsync(app, cancellationToken);
        await addresses.StartAsync(app, cancellationToken);

        Console.WriteLine($"Address:        {string.Join(", ", app.Urls)}");
        Console.WriteLine($"Data directory: {settings.DataDirectory}");
        Console.WriteLine($"Database:       {settings.Database.Engine}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
