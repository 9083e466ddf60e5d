using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MSPortal.Connectors.Core.Storage;
using Scalar.AspNetCore;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Sets up the REST API: routes, OpenAPI document and errors.</summary>
internal static class ApiServices
{
    internal const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options =>
        {
            ApiSchemas.Describe(options);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "MSPortal.Connectors";
                document.Info.Description = "What the web pages can do. Sign in with an API token: Authorization: Bearer mspc_...";
                return Task.CompletedTask;
            });
        });
        services.AddSingleton<QueryParameters>();
        // Character sets such as windows-1252, as spreadsheets write them.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // Thrown, a request that can't be read says which member is wrong.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Problems.Complete(context.ProblemDetails, context.HttpContext));
        return services;
    }

    /// <summary>Errors below the API's root are answered as problem details; those of pages have their pages.</summary>
    public static void UseApiErrors(this WebApplication app)
    {
        app.UseWhen(context => IsApi(context), api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions
            {
                StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode
                    : ChangedMeanwhile.IsReasonOf(e) ? StatusCodes.Status409Conflict
                    : DatabaseAway.IsReasonOf(e) ? StatusCodes.Status503ServiceUnavailable
                    : DiskFull.IsReasonOf(e) ? StatusCodes.Status507InsufficientStorage
                    : StatusCodes.Status500InternalServerError,
                SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException || ChangedMeanwhile.IsReasonOf(failed.Exception),
            });
            api.UseStatusCodePages();
        });
    }

    /// <summary>A body whose character set nobody knows is refused, before it is read.</summary>
    public static void UseKnownCharsets(this WebApplication app) => app.Use((context, next) =>
        IsApi(context) && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && Charsets.Of(context.Request.ContentType) is { } charset && !Charsets.IsKnown(charset)
            ? TypedResults.Problem(new ProblemDetails
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
                Detail = $"The character set \"{charset}\" is not known.",
                Extensions = { ["code"] = "wrong_content_type", ["cure"] = "Send UTF-8." },
            }).ExecuteAsync(context)
            : next(context));

    /// <summary>
    /// A request without a body is one whose body is left out: without a content type, routing would find no endpoint for it and
    /// say that the path is wrong.
    /// </summary>
    public static void UseBodilessRequests(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (IsApi(context) && request.ContentType is null && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0
            && (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method)))
            request.ContentType = "application/json";
        return next(context);
    });

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("MSPortal.Connectors API")
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableTelemetry())
            .AllowAnonymous();

        var api = app.MapGroup(Root).RequireAuthorization().DisableAntiforgery().AddEndpointFilter<RouteGroupBuilder, NoteRefusals>().AddEndpointFilter<RouteGroupBuilder, UnknownParameters>().AddEndpointFilter<RouteGroupBuilder, UnknownMembers>().AddEndpointFilter<RouteGroupBuilder, ListRules>();
        api.MapConnectors();
        api.MapIntegrations();
        api.MapSyncs();
        api.MapContainers();
        api.MapProviderTypes();
        api.MapStaging();
        api.MapPlans();
        api.MapCompanies();
        api.MapDeviceTypes();
        api.MapDevices();
        api.MapDeviceLinks();
        api.MapOwnFields();
        api.MapDisplayName();
        api.MapReports();
        api.MapWhy();
        api.MapDecisions();
        api.MapAudit();
        api.MapTokens();
        api.MapAbout();
        app.MapFallback($"{Root}/{{**path}}", (HttpRequest request) => Problems.NotTaken(request)).RequireAuthorization();
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
