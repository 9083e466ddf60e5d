using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MSPortal.Connectors.Host.Api;

/// <summary>
/// Refuses what is said to calls that take no body: left out silently, <c>{"apply": false}</c> would do what it says not to do. Members that a
/// call with a body does not know are refused where the body is read.
/// </summary>
internal sealed class UnknownMembers : IEndpointFilter
{
    private const int MostRead = 16 * 1024;
    private const int MostShown = 100;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || http.Request.ContentLength is 0 || http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
            return await next(context);

        return await SaidAsync(http.Request.Body, http.RequestAborted) is { } member ? Refuse(member) : await next(context);
    }

    // The first member, or "body" for what has none; null when nothing is said. More than a little is something in any case.
    private static async Task<string?> SaidAsync(Stream body, CancellationToken cancellationToken)
    {
        var read = new byte[MostRead];
        var length = await body.ReadAtLeastAsync(read, MostRead, throwOnEndOfStream: false, cancellationToken);
        if (length == 0 || read.AsSpan(0, length).IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return null;

        try
        {
            using var said = JsonDocument.Parse(read.AsMemory(0, length));
            return said.RootElement.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Object => said.RootElement.EnumerateObject().Select(m => m.Name).FirstOrDefault(),
                _ => "body",
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "body";
        }
    }

    private static ProblemHttpResult Refuse(string member) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Detail = $"{member.ShortTo(MostShown)}: This call takes no body. Nothing was done, because without it the call could mean another thing.",
        Extensions = { ["code"] = "unknown_member", ["cure"] = "Leave the body out: this call takes none." },
    });
}
