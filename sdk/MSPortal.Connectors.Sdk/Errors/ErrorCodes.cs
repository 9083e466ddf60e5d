namespace MSPortal.Connectors.Sdk.Errors;

/// <summary>Codes that mean the same for every connector. Stored, sent over the API and never renamed.</summary>
public static class ErrorCodes
{
    /// <summary>The secret is empty or holds blanks in its middle; no call was made.</summary>
    public const string SecretMalformed = "secret_malformed";

    /// <summary>The vendor does not accept the credentials: mistyped, revoked or expired.</summary>
    public const string CredentialsRefused = "credentials_refused";

    /// <summary>The credentials are known but lack a right.</summary>
    public const string PermissionMissing = "permission_missing";

    /// <summary>The vendor has not opened its API for this account.</summary>
    public const string ApiNotEnabled = "api_not_enabled";

    /// <summary>The credentials may do more than read.</summary>
    public const string PermissionExcessive = "permission_excessive";

    /// <summary>The credentials work but see no container or no device.</summary>
    public const string NothingVisible = "nothing_visible";

    /// <summary>The vendor answered that it has a fault of its own (HTTP 5xx).</summary>
    public const string VendorDown = "vendor_down";

    /// <summary>The vendor asks to slow down.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The vendor blocks all requests for a longer time, for example after its limit was exceeded.</summary>
    public const string VendorBlocked = "vendor_blocked";

    /// <summary>The vendor's host name could not be found.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>No connection could be made: refused, unreachable or broken off.</summary>
    public const string ConnectionFailed = "connection_failed";

    /// <summary>The secure connection could not be made: certificate expired, wrong name, not trusted.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>The vendor did not answer in time.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The answer is a web page or another format, not the expected one.</summary>
    public const string AnswerNotJson = "answer_not_json";

    /// <summary>The answer breaks off or is not valid JSON.</summary>
    public const string AnswerBroken = "answer_broken";

    /// <summary>The answer is valid but lacks what the contract promises, or has it in another shape.</summary>
    public const string AnswerUnexpected = "answer_unexpected";

    /// <summary>The connector tried a call that its manifest does not declare.</summary>
    public const string CallNotDeclared = "call_not_declared";
}
