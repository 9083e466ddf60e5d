using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Turns refusals and failures into problem details with code and cure.</summary>
internal static class Problems
{
    // Thrown is a conflict only by the database: actions that meet another one answer it.
    private static readonly ChangedMeanwhile Changed = new();

    /// <summary>The one switch from a refusal's kind to a status.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(new ProblemDetails
    {
        Status = refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        Detail = refusal.Message,
        Extensions = { ["code"] = refusal.Code, ["cure"] = refusal.Cure },
    });

    /// <summary>The answer where no endpoint takes the request. One whose endpoint takes a body of another kind only comes here too.</summary>
    public static ProblemHttpResult NotTaken(HttpRequest request)
    {
        if (Taken.Types(request) is { Count: > 0 } types)
        {
            return TypedResults.Problem(new ProblemDetails
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
                Detail = "The content type is not understood.",
                Extensions = { ["code"] = "wrong_content_type", ["cure"] = $"Send a body with the content type {string.Join(" or ", types)}." },
            });
        }

        if (Taken.Methods(request) is not { Count: > 0 } methods)
            return TypedResults.Problem(new ProblemDetails { Status = StatusCodes.Status404NotFound });

        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        return TypedResults.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status405MethodNotAllowed,
            Detail = $"This address does not take {request.Method}.",
            Extensions = { ["code"] = "method_not_allowed", ["cure"] = $"Use {string.Join(" or ", methods)}; what each does is at /docs." },
        });
    }

    /// <summary>Gives a problem that the framework made its code, its cure and its trace.</summary>
    public static void Complete(ProblemDetails problem, HttpContext context)
    {
        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier;
        if (problem.Extensions.ContainsKey("code"))
            return;

        var (code, detail, cure) = problem.Status switch
        {
            409 => (Changed.Code, Changed.Message, Changed.Cure),
            400 => ("bad_request", "The request can't be read.", "Check that the body is valid JSON, that its members are named as the API describes them, and that their values have the right type."),
            401 => ("not_signed_in", "The request brings no API token, or one that is unknown or revoked.", "Send Authorization: Bearer with a token of this host."),
            403 => ("not_allowed", "This is not allowed.", "Ask an owner of your organisation, or an admin if you are none."),
            404 => ("not_found", "There is nothing at this address.", "Check the path and the ids in it."),
            405 => ("method_not_allowed", "This address does not take this method.", "Look the method up at /docs."),
            413 => ("too_large", "The request is too large.", "Send it in parts."),
            415 => ("wrong_content_type", "The content type is not understood.", "Send JSON with the content type application/json."),
            507 => (DiskFull.Code, DiskFull.Message, DiskFull.Cure),
            503 => (DatabaseAway.Code, DatabaseAway.Message, DatabaseAway.Cure),
            _ => ("internal_error", "Something went wrong inside the host.", "Try again. If it stays so, give the operator the traceId: the log holds the details under it."),
        };
        problem.Extensions["code"] = code;
        problem.Extensions["cure"] = cure;
        problem.Detail = detail;
        if (problem.Status == StatusCodes.Status400BadRequest && Unreadable.In(context) is { } wrong)
            (problem.Detail, problem.Extensions["cure"], problem.Extensions["code"]) = ($"{wrong.Member}: {wrong.Why}", wrong.Cure ?? cure, wrong.Code);
    }
}
