namespace MSPortal.Connectors.Addigy.Simulator.Requests;

/// <summary>A request that reached the simulated API. Never holds headers, and so no token.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">Path below the base address, without query and without a trailing slash.</param>
/// <param name="At">When it came in.</param>
/// <param name="Body">Its content, cut off after 4,000 characters.</param>
public sealed record LoggedRequest(int Number, string Method, string Path, DateTimeOffset At, string Body)
{
    /// <summary>Account whose token came along; null when there was none or an unknown one.</summary>
    public int? Account { get; internal set; }

    /// <summary>Whether the token was accepted.</summary>
    public bool IsAuthorised { get; internal set; }

    /// <summary>Whether it tried to change something at the vendor.</summary>
    public bool IsWriteAttempt { get; internal set; }

    /// <summary>Status of the answer; null when none was sent (yet).</summary>
    public int? Status { get; internal set; }
}
