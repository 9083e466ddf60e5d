using System.Text.Json;
using System.Threading.Channels;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Writes what people are refused on pages into the audit log. A page does not wait for it.</summary>
internal sealed class PageRefusals(RecordRefused record, ILogger<PageRefusals> log) : BackgroundService
{
    // More at once than any number of people click; who sends more is counted anyway.
    private const int MostWaiting = 1_000;

    private readonly Channel<(Actor Actor, RefusedAttempt Attempt)> _waiting = System.Threading.Channels.Channel.CreateBounded<(Actor, RefusedAttempt)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The actor, with whom refusals are noted.</summary>
    /// <param name="actor">Who looks at the page.</param>
    /// <param name="page">Which page it is at the time: its path.</param>
    public Actor Watch(Actor actor, Func<string> page) => actor with { Witness = new Witness(_waiting.Writer, page) };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (actor, attempt) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await record.RunAsync(actor, attempt, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "A refused attempt could not be written into the audit log.");
            }
        }
    }

    private sealed class Witness(ChannelWriter<(Actor, RefusedAttempt)> waiting, Func<string> page) : IRefusalWitness
    {
        public void Refused(Actor actor, Permission permission) => waiting.TryWrite((
            actor with { Witness = null },
            new RefusedAttempt(JsonNamingPolicy.SnakeCaseLower.ConvertName(permission.ToString()), new AuditSubject("page", null, page()), "not_allowed")));
    }
}
