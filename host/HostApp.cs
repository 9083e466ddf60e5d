using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Host.Api;
using MSPortal.Connectors.Host.Components;
using MSPortal.Connectors.Host.Health;
using MSPortal.Connectors.Host.Jobs;
using MSPortal.Connectors.Host.Security;
using MSPortal.Connectors.Host.Telemetry;
using MudBlazor.Services;

namespace MSPortal.Connectors.Host;

/// <summary>Puts the host together.</summary>
internal static class HostApp
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        // Pages and assets must also work from the build output, in any environment.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["Urls"]))
            builder.WebHost.UseUrls(HostSettings.DefaultUrls);
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        var vaultKey = VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddConnectorsCore(settings.Database, vaultKey, settings.Operator, provider => ConnectorCatalog.Load(
            settings.ConnectorsDirectory,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MSPortal.Connectors.Plugins")));
        services.AddSingleton(settings.Retention);
        services.AddJobs(settings.Database);
        services.AddSignIn();
        services.AddDataProtection().SetApplicationName("MSPortal.Connectors");
        services.AddOptions<KeyManagementOptions>().Configure<Databases, SecretVault>(
            (options, databases, vault) => options.XmlRepository = new ProtectedKeys(databases, vault));
        services.AddApi();
        services.AddHealth();
        services.AddTelemetry(builder.Configuration);
        services.AddQuietLogs();

        // Warns that keys are stored in clear, not knowing that the vault seals them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));

            // Left out silently, a misspelt member would be none, and the request would mean another thing.
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddSingleton<Decisions.OpenDecisions>();
        services.AddScoped<Components.Pages.Mapping.PlanMapping>();
        services.AddScoped<Components.Parts.AddressQuery>();

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.UseApiErrors();
        app.UseBodilessRequests();
        app.UseKnownCharsets();
        app.UseRouting();
        app.UseFirstAdminRedirect();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapApi();
        app.MapSignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    /// <summary>Brings the database up to date, loads the connectors and takes up what the last host left.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var services = app.Services;
        await services.GetRequiredService<MigrateDatabase>().RunAsync(cancellationToken);
        services.GetRequiredService<ConnectorCatalog>();
        await services.GetRequiredService<FirstAdmin>().AddConfiguredAsync(cancellationToken);

        if (services.GetRequiredService<HostSettings>().Database.Engine == DatabaseEngine.Sqlite)
            await services.GetRequiredService<WakeDueWork>().TakeUpAtOnceAsync(cancellationToken);
    }
}
