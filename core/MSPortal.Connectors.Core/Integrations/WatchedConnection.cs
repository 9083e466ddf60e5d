using System.Runtime.CompilerServices;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>A connector's connection whose refusals because of too many requests are remembered, whatever status they had.</summary>
internal sealed class WatchedConnection(IConnection inner, ToldRefusals refusals) : IConnection
{
    // Connectors that give no list fail at the plugin border, like those that throw.
    public IReadOnlyList<ISource> Sources => [.. inner.Sources.Select(source => new WatchedSource(source, refusals))];

    public async Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var check = await inner.CheckAsync(cancellationToken);
            foreach (var failed in check.Steps.Where(s => s.Outcome == CheckOutcome.Failed))
                await refusals.HearAsync(failed.Code, null, cancellationToken);
            return check;
        }
        catch (VendorUnavailableException e)
        {
            await refusals.HearAsync(e.Code, e.RetryAfter, cancellationToken);
            throw;
        }
    }

    private sealed class WatchedSource(ISource inner, ToldRefusals refusals) : ISource
    {
        public string Key => inner.Key;

        public RecordKind Kind => inner.Kind;

        public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await using var pages = inner.ReadAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(pages, cancellationToken))
                yield return pages.Current;
        }

        private async Task<bool> NextAsync(IAsyncEnumerator<SourcePage> pages, CancellationToken cancellationToken)
        {
            try
            {
                return await pages.MoveNextAsync();
            }
            catch (VendorUnavailableException e)
            {
                await refusals.HearAsync(e.Code, e.RetryAfter, cancellationToken);
                throw;
            }
        }
    }
}
