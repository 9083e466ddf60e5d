using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Api;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Addigy.Simulator.Requests;

/// <summary>Takes a request below the base address: logs it, checks its token, answers it, applies faults.</summary>
internal sealed class ServeApi(IReadOnlyList<Account> accounts, FaultPlan faults, RequestLog log, RateLimiter limiter)
{
    private const string TokenHeader = "x-api-key";

    public async Task RunAsync(HttpContext context, string path, CancellationToken stopping)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(leaving.Token);
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var logged = log.Add(context.Request.Method, string.Join('/', segments), body);
        logged.IsWriteAttempt = WriteEndpoints.Includes(logged.Method, segments);

        var account = AccountOf(context.Request);
        logged.Account = account?.Index;
        logged.IsAuthorised = account is { Access.IsRevoked: false };

        var fault = faults.Meet(logged.Path);
        var answer = Refuse(account) ?? AddigyApi.Answer(new ApiCall(logged.Method, segments, context.Request.Query, body, account!)
        {
            PageFault = fault is not null && PageFaults.Includes(fault.Kind) ? fault.Kind : null,
        });
        if (fault is not null)
            answer = SpoiledAnswer.Make(answer, fault);

        if (fault?.Kind is not (FaultKind.Hang or FaultKind.Reset))
            logged.Status = answer.Status;

        await SendAsync(context, answer, fault, leaving.Token);
    }

    private static async Task SendAsync(HttpContext context, Answer answer, Fault? fault, CancellationToken cancellationToken)
    {
        try
        {
            await SendAnswer.RunAsync(context, answer, fault, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private Answer? Refuse(Account? account)
    {
        if (account is null or { Access.IsRevoked: true })
            return Answer.Error(401, "invalid or missing API key");

        return limiter.IsTooMuch(account.Index) ? Answer.Error(429, "rate limit exceeded") : null;
    }

    private Account? AccountOf(HttpRequest request)
    {
        var token = request.Headers[TokenHeader].ToString();
        return token.Length == 0 ? null : accounts.FirstOrDefault(account => account.Token == token);
    }
}
