using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>Sets up Hangfire. It only wakes workers; leases in our own tables protect the work.</summary>
internal static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            // What is due stands in our own rows; a failed job that stayed would only grow Hangfire's table.
            hangfire.UseFilter(new AutomaticRetryAttribute { Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete });
            if (database.Engine == DatabaseEngine.Sqlite)
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions());
            else
                hangfire.UsePostgreSqlStorage(options => options.UseNpgsqlConnection(database.ConnectionString), PostgreSql());
        });
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = Math.Max(4, Environment.ProcessorCount * 2);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddSingleton<IJobQueue, JobQueue>();
        services.AddSingleton<SyncJob>();
        services.AddSingleton<ImportJob>();
        services.AddSingleton<NamingJob>();
        services.AddSingleton<RefillJob>();
        services.AddSingleton<PlanJob>();
        services.AddSingleton<TrimJob>();
        services.AddHostedService<WakeRegularly>();
        services.AddHostedService<TrimDaily>();
        services.AddHostedService<SealRegularly>();
        return services;
    }

    // A killed worker's job comes back after half a minute, and a long one is not started a second time.
    private static PostgreSqlStorageOptions PostgreSql() => new()
    {
        SchemaName = "hangfire",
        QueuePollInterval = TimeSpan.FromSeconds(1),
        InvisibilityTimeout = TimeSpan.FromSeconds(30),
        UseSlidingInvisibilityTimeout = true,
    };
}
