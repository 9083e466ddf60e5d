using System.Runtime.CompilerServices;
using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Policies;

/// <summary>Addigy's policies, which come all at once.</summary>
internal sealed class PolicySource(AddigyClient client) : ISource
{
    private const int LongestId = 200;

    public string Key => "policies";

    public RecordKind Kind => RecordKind.Container;

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        ReadRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = await client.PoliciesAsync(cancellationToken);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var records = new List<SourceRecord>();
        var rejected = new List<RejectedRecord>();
        foreach (var policy in list.Policies)
        {
            if (string.IsNullOrWhiteSpace(policy.Id))
                rejected.Add(new RejectedRecord(null, "The policy has no policyId."));
            else if (policy.Id.Length > LongestId)
                rejected.Add(new RejectedRecord(null, $"The policy's policyId is longer than {LongestId} characters."));
            else if (policy.HasBadParent && seen.Add(policy.Id))
                rejected.Add(new RejectedRecord(policy.Id, "The policy's parent can't be read."));
            else if (seen.Add(policy.Id))
                records.Add(new ContainerRecord(policy.Id, Name(policy, policy.Id), Parent(policy)));
        }

        yield return new SourcePage(records, NextCursor: null)
        {
            Rejected = rejected,
            ExpectedTotal = list.Metadata?.Total,
            Completeness = list.Metadata is { PageCount: > 1 } ? Completeness.Incomplete : Completeness.Complete,
        };
    }

    private static string Name(AddigyPolicy policy, string id) =>
        string.IsNullOrWhiteSpace(policy.Name) ? id : DoubleEscapes.Undo(policy.Name.Trim());

    private static string? Parent(AddigyPolicy policy) =>
        string.IsNullOrWhiteSpace(policy.ParentId) || policy.ParentId == policy.Id ? null : policy.ParentId;
}
