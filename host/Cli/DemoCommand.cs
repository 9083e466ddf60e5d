using MSPortal.Connectors.Host.Demo;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Serves with made-up companies and simulated vendors.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = HostApp.CreateBuilder(args);
        var configured = HostSettings.From(builder.Configuration);
        configured.EnsureDataDirectory();
        var addresses = ListenAddresses.From(builder.Configuration);
        var directory = DemoDirectory.MakeAnew(configured.DataDirectory);
        using var alone = directory.Lock;
        addresses.EnsureFree();
        var settings = directory.Settings(builder.Configuration);

        await using var simulators = await Simulators.StartAsync(settings.ConnectorsDirectory, cancellationToken);
        settings = settings with { Operator = new(simulators.BaseAddresses) };
        await using var app = HostApp.Build(builder, settings);
        await HostApp.PrepareAsync(app, cancellationToken);

        var demo = new DemoTenant(app.Services, simulators);
        var access = await demo.CreateAsync(cancellationToken);
        await addresses.StartAsync(app, cancellationToken);
        DemoAnnouncement.Print(app.Urls, settings, access, simulators);
        await demo.FillAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
