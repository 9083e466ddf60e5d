namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>An expected "no".</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable, lower snake case.</param>
/// <param name="Message">What happened and why.</param>
/// <param name="Cure">What to do.</param>
public record Refusal(RefusalKind Kind, string Code, string Message, string Cure);

/// <summary>Kinds of refusal.</summary>
public enum RefusalKind
{
    /// <summary>The thing is not there, or belongs to another tenant.</summary>
    NotFound,

    /// <summary>The request makes no sense as it stands.</summary>
    Invalid,

    /// <summary>It can't be done in the present state.</summary>
    Conflict,

    /// <summary>The role does not allow it.</summary>
    Forbidden,
}

/// <summary>Nothing with this id in the tenant.</summary>
public sealed record Missing(string What) : Refusal(
    RefusalKind.NotFound,
    "not_found",
    $"There is no {What} with this id.",
    "Check the id; it may have been deleted.");

/// <summary>A value in the request can't be used.</summary>
public sealed record InvalidValue(string Field, string Why, string What = "Correct the value and try again.") : Refusal(
    RefusalKind.Invalid,
    "invalid_value",
    $"{Field}: {Why}",
    What);
