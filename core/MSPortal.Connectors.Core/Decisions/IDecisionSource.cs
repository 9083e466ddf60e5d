using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Finds the decisions of one kind and carries their answers out. Another kind is another class, and a line in <c>CoreServices</c>.</summary>
public interface IDecisionSource
{
    DecisionKind Kind { get; }

    /// <summary>What waits in the tenant now, each thing once, by a few queries whatever the number of devices.</summary>
    Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken);

    /// <summary>Does what the answer says, as the person, by the action that a page would call.</summary>
    /// <param name="decision">As <see cref="FindAsync"/> found it a moment ago.</param>
    /// <param name="answer">One of its answers.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken);
}
