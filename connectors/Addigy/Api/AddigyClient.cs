using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Addigy.Policies;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;
using Refit;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Asks Addigy, and tells apart all the ways in which it may not answer.</summary>
internal sealed class AddigyClient(ConnectContext context)
{
    private static readonly RefitSettings Settings = MakeSettings();

    private readonly AddigyToken _token = new(context.Settings.GetValueOrDefault(AddigySetup.ApiToken));
    private readonly IAddigyApi _api = RestService.ForGenerated<IAddigyApi>(context.Http, Settings);

    /// <summary>Whose token it is; null when this Addigy does not know the question yet.</summary>
    public async Task<WhoAmI?> WhoAmIAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(_api.WhoAmIAsync, WhoAmI.Parse, cancellationToken);
        }
        catch (UnexpectedAnswerException e) when (e.InnerException is HttpRequestException { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    public Task<TokenPermissions> PermissionsAsync(CancellationToken cancellationToken) =>
        SendAsync(_api.PermissionsAsync, TokenPermissions.Parse, cancellationToken);

    public Task<PolicyList> PoliciesAsync(CancellationToken cancellationToken) =>
        SendAsync((token, cancel) => _api.PoliciesAsync(token, new PolicyQuery(), cancel), PolicyList.Parse, cancellationToken);

    public Task<DevicePage> DevicesAsync(DeviceQuery query, CancellationToken cancellationToken) =>
        SendAsync((token, cancel) => _api.DevicesAsync(token, query, cancel), DevicePage.Parse, cancellationToken);

    private async Task<T> SendAsync<T>(
        Func<string, CancellationToken, Task<HttpResponseMessage>> send,
        AnswerParser<T> parse,
        CancellationToken cancellationToken)
    {
        try
        {
            using var response = await send(_token.Value, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await FailureAsync(response, cancellationToken);

            using var body = await AnswerBody.ReadAsync(response, cancellationToken);
            return body.Parse(parse);
        }
        catch (Exception e) when (e is not ConnectorException && HostFailure(e) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw AddigyErrors.TimedOut(e);
        }
        catch (InvalidDataException e)
        {
            // The compressed form of the answer is damaged.
            throw AddigyErrors.Broken(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw AddigyErrors.ConnectionLost(e);
        }
    }

    private async Task<ConnectorException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = new HttpRequestException($"HTTP {(int)response.StatusCode}", null, response.StatusCode);
        var wait = RetryAfter.Of(response, context.Clock);
        var refusal = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? await Refusal.ReadAsync(response, cancellationToken)
            : new Refusal(false, "");

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when refusal.SaysTooMany => TooMany(wait, status),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when refusal.SaysApiIsOff => AddigyErrors.ApiNotEnabled(status),
            HttpStatusCode.Unauthorized => AddigyErrors.CredentialsRefused(status),
            HttpStatusCode.Forbidden when refusal.IsMarkup => AddigyErrors.RefusedByPage(status),
            HttpStatusCode.Forbidden => AddigyErrors.PermissionMissing(refusal.Permission, status),
            HttpStatusCode.RequestTimeout => AddigyErrors.TimedOut(status),
            HttpStatusCode.TooManyRequests => TooMany(wait, status),
            >= HttpStatusCode.InternalServerError => AddigyErrors.Down(wait, status),
            _ => AddigyErrors.UnexpectedStatus(status),
        };
    }

    private static VendorUnavailableException TooMany(TimeSpan? wait, HttpRequestException status) =>
        wait > TimeSpan.FromHours(1) ? AddigyErrors.Blocked(wait, status) : AddigyErrors.RateLimited(wait, status);

    // What the host's handlers throw can arrive wrapped by the HTTP stack.
    private static ConnectorException? HostFailure(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is ConnectorException failure)
                return failure;
        }

        return null;
    }

    private static RefitSettings MakeSettings()
    {
        var settings = RefitSettings.ForJsonContext(AddigyJson.Default);

        // The base address has a path, which the usual resolution of Refit would only keep with leading slashes.
        settings.UrlResolution = UrlResolutionMode.Rfc3986;
        // Refit would wrap what the host's handlers throw, together with the request and so the token.
        settings.TransportExceptionFactory = (_, exception, _) => exception;
        // The host's retries send the body again.
        settings.Buffered = true;
        return settings;
    }
}
