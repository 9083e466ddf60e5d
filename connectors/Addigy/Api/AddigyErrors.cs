using System.Net;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>What can go wrong with Addigy, in words for the admin and never with Addigy's own data in them.</summary>
internal static class AddigyErrors
{
    private const string TellUs = "Try again later. If it stays, send the diagnostics file to support: Addigy's API may have changed.";
    private const string TokenPage = "Account > Integrations > API & Webhooks > V2";

    public static SetupRefusedException CredentialsRefused(HttpRequestException inner) => new(
        ErrorCodes.CredentialsRefused,
        "Addigy does not accept the API token: it is mistyped, was deleted, or has expired.",
        $"Create a new token in Addigy under {TokenPage} > New API Token and enter it.",
        inner);

    /// <param name="permission">Addigy's name of the right; null when it was not told.</param>
    /// <param name="inner">What caused it; null for none.</param>
    public static SetupRefusedException PermissionMissing(string? permission, HttpRequestException? inner) => new(
        ErrorCodes.PermissionMissing,
        permission is null
            ? "The API token lacks a permission for this."
            : $"The API token lacks the permission {permission}.",
        $"In Addigy, under {TokenPage}, create a token that has "
        + (permission is null ? "View Devices and the right to view policies" : permission)
        + ", and enter it. Read access is enough.",
        inner);

    public static SetupRefusedException ApiNotEnabled(HttpRequestException inner) => new(
        ErrorCodes.ApiNotEnabled,
        "Addigy says that API access is not enabled for this account.",
        "Ask Addigy's support or your account manager to enable the API for your plan, then test again.",
        inner);

    public static VendorUnavailableException RateLimited(TimeSpan? wait, HttpRequestException inner) => new(
        ErrorCodes.RateLimited,
        "Addigy refuses requests because too many came in a short time.",
        "Wait; syncs go on by themselves. Look for other tools that use Addigy's API: more than 1,000 requests in 10 seconds block it for 24 hours.",
        inner)
    {
        RetryAfter = wait,
    };

    public static VendorUnavailableException Blocked(TimeSpan? wait, HttpRequestException inner) => new(
        ErrorCodes.VendorBlocked,
        "Addigy blocks all requests for a longer time because too many came at once.",
        "Wait until the block ends; Addigy's usual block lasts 24 hours. Find the tool that sent more than 1,000 requests in 10 seconds, or ask Addigy's support to lift it.",
        inner)
    {
        RetryAfter = wait,
    };

    public static VendorUnavailableException Down(TimeSpan? wait, HttpRequestException inner) => new(
        ErrorCodes.VendorDown,
        $"Addigy has a fault of its own (HTTP {(int?)inner.StatusCode}).",
        "Nothing to do: it is tried again later. Addigy's status page says whether a fault is known.",
        inner)
    {
        RetryAfter = wait,
    };

    public static VendorUnavailableException TimedOut(Exception inner) => new(
        ErrorCodes.TimedOut,
        "Addigy did not answer in time.",
        "Nothing to do: it is tried again later.",
        inner);

    public static VendorUnavailableException ConnectionLost(Exception inner) => (inner as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(
            ErrorCodes.NameNotFound,
            "The name of Addigy's API could not be found.",
            "Check the name service (DNS) of the machine this runs on.",
            inner),
        HttpRequestError.SecureConnectionError => new(
            ErrorCodes.TlsFailed,
            "No secure connection to Addigy could be made: its certificate was not accepted.",
            "Check the machine's clock and whether a proxy or firewall opens encrypted connections.",
            inner),
        _ => new(
            ErrorCodes.ConnectionFailed,
            "The connection to Addigy could not be made, or broke off.",
            "Check that this machine reaches the internet. It is tried again later.",
            inner),
    };

    public static UnexpectedAnswerException UnexpectedStatus(HttpRequestException inner) => new(
        ErrorCodes.AnswerUnexpected,
        $"Addigy answered HTTP {(int?)inner.StatusCode}, which this question should never give.",
        TellUs,
        inner);

    public static UnexpectedAnswerException RefusedByPage(HttpRequestException inner) => new(
        ErrorCodes.AnswerNotJson,
        $"Something refused the request with a web page (HTTP {(int?)inner.StatusCode}) in place of Addigy's own answer.",
        "A proxy, a firewall or Addigy's protection against attacks stands in between. Check that this machine may reach Addigy's API.",
        inner);

    public static UnexpectedAnswerException NotJson() => new(
        ErrorCodes.AnswerNotJson,
        "Addigy's address answered with a web page or other text in place of data.",
        "Check whether a proxy or a sign-in page stands in between, and whether Addigy is in maintenance.");

    public static UnexpectedAnswerException Broken(Exception? inner) => new(
        ErrorCodes.AnswerBroken,
        "Addigy's answer breaks off or is no valid JSON.",
        TellUs,
        // A parser's message can quote the answer.
        inner is null ? null : new FormatException(inner.GetType().Name));

    public static UnexpectedAnswerException Empty() => new(
        ErrorCodes.AnswerBroken,
        "Addigy's answer is empty.",
        TellUs);

    public static UnexpectedAnswerException TooLarge() => new(
        ErrorCodes.AnswerUnexpected,
        "Addigy's answer is far larger than it can be.",
        TellUs);

    /// <param name="what">What was asked for: "the list of policies".</param>
    public static UnexpectedAnswerException WrongShape(string what) => new(
        ErrorCodes.AnswerUnexpected,
        $"Addigy's answer has another form than expected where {what} should be.",
        TellUs);

    /// <param name="fault">What is wrong with the page, as a sentence.</param>
    public static UnexpectedAnswerException BadPage(string fault) => new(
        ErrorCodes.AnswerUnexpected,
        fault,
        TellUs);
}
