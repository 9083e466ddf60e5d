namespace MSPortal.Connectors.Sdk.Connect;

/// <summary>What a connection check found.</summary>
/// <param name="Steps">The steps in the order they were taken; the check has passed when none of them failed.</param>
public sealed record ConnectionCheck(IReadOnlyList<CheckStep> Steps)
{
    /// <summary>The vendor account behind the credentials; null when the vendor does not tell.</summary>
    /// <remarks>The host stores its id to notice credentials that belong to another account.</remarks>
    public VendorAccount? Account { get; init; }

    /// <summary>Number of containers that are visible; null when not counted.</summary>
    public int? Containers { get; init; }

    /// <summary>Number of devices that are visible, in all containers; null when not counted.</summary>
    public int? Devices { get; init; }
}

/// <summary>A vendor account.</summary>
/// <param name="Id">The vendor's own identifier. Stable: two credentials of one account give the same id.</param>
/// <param name="Name">What the vendor calls the account or the credential; null when it has no name.</param>
public sealed record VendorAccount(string Id, string? Name);

/// <summary>One step of a connection check.</summary>
/// <param name="Key">Stable key, lower snake case, for example <c>authenticate</c>.</param>
/// <param name="Label">What was tried, for people: "Sign in with the API token".</param>
/// <param name="Outcome">How it went.</param>
public sealed record CheckStep(string Key, string Label, CheckOutcome Outcome)
{
    /// <summary>Stable code of a warning or failure, lower snake case; see <see cref="Errors.ErrorCodes"/>. Null when passed.</summary>
    public string? Code { get; init; }

    /// <summary>What happened and why, without secrets; null when passed and nothing is worth saying.</summary>
    public string? Message { get; init; }

    /// <summary>What the admin can do about it; null when there is nothing to do.</summary>
    public string? Cure { get; init; }
}

/// <summary>How a step of a connection check went.</summary>
public enum CheckOutcome
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It works, but the admin should know something, for example that a token may do more than read.</summary>
    Warning,

    /// <summary>It does not work; an integration can't be created.</summary>
    Failed,
}
