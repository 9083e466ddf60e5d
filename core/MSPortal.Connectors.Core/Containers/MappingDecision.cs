using MSPortal.Connectors.Core.Companies;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>What was decided about one container, apart from what it inherits.</summary>
/// <param name="CompanyId">Null for none of its own.</param>
/// <param name="IsSkipped">Never map.</param>
/// <param name="By">Who decided; null when nobody did.</param>
internal sealed record MappingDecision(
    Guid? CompanyId,
    bool IsSkipped,
    MappingMethod? Method,
    double? Confidence,
    string? Evidence,
    string? By,
    bool IsByPerson,
    DateTimeOffset? At)
{
    // PostgreSQL keeps microseconds.
    private static readonly TimeSpan Kept = TimeSpan.FromMicroseconds(1);

    /// <summary>The question that stood open, as JSON; null for none. A decision answers it, its undo brings it back.</summary>
    public string? Question { get; init; }

    /// <summary>A person maps to a company, or to none of its own.</summary>
    public static MappingDecision Manual(CompanyId? company, string by, DateTimeOffset at) =>
        new(company?.Value, false, company is null ? null : MappingMethod.Manual, null, null, by, true, at);

    /// <summary>A person says that it shall never be mapped.</summary>
    public static MappingDecision Skip(string by, DateTimeOffset at) => new(null, true, null, null, null, by, true, at);

    public static MappingDecision Of(Container container) => new(
        container.OwnCompanyId?.Value,
        container.IsSkipped,
        container.Method,
        container.Confidence,
        container.Evidence,
        container.DecidedBy,
        container.IsDecidedByPerson,
        container.DecidedAt) { Question = container.Question };

    /// <summary>Whether it says the same, whoever said it and when.</summary>
    public bool SaysTheSame(MappingDecision other) =>
        CompanyId == other.CompanyId && IsSkipped == other.IsSkipped && Method == other.Method && IsByPerson == other.IsByPerson;

    /// <summary>Whether it is this very decision, and not one like it that was made later.</summary>
    public bool Is(MappingDecision other) => SaysTheSame(other) && ((At ?? default) - (other.At ?? default)).Duration() < Kept;

    /// <summary>Makes it the container's decision.</summary>
    public void ApplyTo(Container container)
    {
        container.OwnCompanyId = CompanyId is { } company ? new CompanyId(company) : null;
        container.IsSkipped = IsSkipped;
        container.Method = Method;
        container.Confidence = Confidence;
        container.Evidence = Evidence;
        container.DecidedBy = By;
        container.IsDecidedByPerson = IsByPerson;
        container.DecidedAt = At;
        container.DecidedName = By is null ? null : container.Name;
        container.Question = Question;
    }
}
