using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Writes each request that is answered with 403 into the audit log: whatever endpoint answers, and without what was sent.</summary>
internal sealed class NoteRefusals(RecordRefused record) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var result = answer is INestedHttpResult nested ? nested.Result : answer;
        if (result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status403Forbidden })
        {
            var code = result is ProblemHttpResult problem && problem.ProblemDetails.Extensions.TryGetValue("code", out var said) ? said as string : null;

            // Also when the caller has hung up.
            await record.RunAsync(context.HttpContext.User.ToActor(), Attempt(context.HttpContext, code ?? "not_allowed"), CancellationToken.None);
        }

        return answer;
    }

    private static RefusedAttempt Attempt(HttpContext context, string code)
    {
        var name = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "request";
        var id = context.Request.RouteValues.Values.Select(v => Guid.TryParse(v?.ToString(), out var id) ? id : (Guid?)null).LastOrDefault(i => i is not null);
        return new RefusedAttempt(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
            new AuditSubject("request", id, $"{context.Request.Method} {context.Request.Path}"),
            code);
    }
}
