using System.Diagnostics;

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

internal static class Wait
{
    // Long on purpose: it ends tests that hang, and says nothing about speed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                Assert.Fail(otherwise());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
