using Hangfire;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>
/// Plans the daily removal of old history; of several hosts on PostgreSQL one does it. A host on SQLite keeps no plan while it
/// is down, so it also does it some minutes after each start: else one that sleeps at night would never.
/// </summary>
internal sealed class TrimDaily(IRecurringJobManager recurring, IBackgroundJobClient jobs, Databases databases) : IHostedService
{
    /// <summary>Name of the plan in the job server.</summary>
    public const string Id = "trim-history";

    private const string AtThree = "0 3 * * *";
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recurring.AddOrUpdate<TrimJob>(Id, job => job.RunAsync(CancellationToken.None), AtThree, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
        if (databases.Options.Engine == DatabaseEngine.Sqlite)
            jobs.Schedule<TrimJob>(job => job.RunAsync(CancellationToken.None), AfterStart);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
