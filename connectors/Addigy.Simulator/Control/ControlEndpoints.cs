using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Addigy.Simulator.Control;

/// <summary>
/// What steers a simulator from outside, below /_simulator: requests, faults, tokens and fleets. Only this machine reaches
/// it, so nobody has to sign in.
/// </summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder app, SimulatorParts parts)
    {
        var control = app.MapGroup("/_simulator").AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (Exception error) when (error is KeyNotFoundException or ArgumentOutOfRangeException)
            {
                return Results.Json(new { error = error.Message }, statusCode: StatusCodes.Status404NotFound);
            }
        });

        control.MapGet("/requests", () => new
        {
            parts.Requests.Count,
            parts.Requests.MostInTenSeconds,
            WriteAttempts = parts.Requests.WriteAttempts.Count,
            Requests = parts.Requests.All,
        });
        control.MapDelete("/requests", parts.Requests.Clear);

        control.MapGet("/faults", () => parts.Faults.All);
        control.MapPost("/faults", (Fault fault) => parts.Faults.Add(fault));
        control.MapDelete("/faults", parts.Faults.Clear);
        control.MapDelete("/rate-limit", parts.Limiter.Forgive);

        control.MapGet("/accounts", () => parts.Accounts.Select(Describe));
        control.MapPost("/accounts/{index:int}/access", (int index, AccessChange change) =>
            Describe(change.ApplyTo(parts.Accounts[index])));
        control.MapGet("/accounts/{index:int}/truth", (int index, string? facts, HttpContext context) =>
            Truth.WriteAsync(parts.Accounts[index], facts, context.Response, context.RequestAborted));

        control.MapFleetControl(parts.Accounts);
    }

    private static object Describe(Account account) => new
    {
        account.Index,
        account.Name,
        account.OrganizationId,
        account.Access.Permissions,
        account.Access.IsRevoked,
        account.Access.IsApiEnabled,
        account.Access.HasWhoAmI,
        Devices = account.Fleet.Devices.Count,
        Policies = account.Fleet.Policies.Count,
        account.Fleet.Companies,
    };
}
