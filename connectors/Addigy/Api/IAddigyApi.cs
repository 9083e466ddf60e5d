using MSPortal.Connectors.Addigy.Devices;
using MSPortal.Connectors.Addigy.Policies;
using Refit;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>The calls of Addigy's API v2 that are used, each of which only reads.</summary>
/// <remarks>Answers come back raw, because their status and body decide together what went wrong.</remarks>
[Headers("Accept: application/json")]
internal interface IAddigyApi
{
    [Get("configuration/whoami")]
    Task<HttpResponseMessage> WhoAmIAsync([Header("x-api-key")] string token, CancellationToken cancellationToken);

    [Get("configuration/permissions")]
    Task<HttpResponseMessage> PermissionsAsync([Header("x-api-key")] string token, CancellationToken cancellationToken);

    [Post("oa/policies/query")]
    Task<HttpResponseMessage> PoliciesAsync(
        [Header("x-api-key")] string token,
        [Body] PolicyQuery query,
        CancellationToken cancellationToken);

    [Post("devices")]
    Task<HttpResponseMessage> DevicesAsync(
        [Header("x-api-key")] string token,
        [Body] DeviceQuery query,
        CancellationToken cancellationToken);
}
