using MSPortal.Connectors.Tests.Acceptance.Crash;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>
/// Begins with the crash cases of both databases, side by side, so that neither is left to the end alone. The other classes
/// follow, two at a time.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => c.TestCollectionDisplayName.Contains(nameof(CrashTests), StringComparison.Ordinal))];
}
