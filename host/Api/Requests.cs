using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Turns results of actions into answers.</summary>
internal static class Answers
{
    /// <summary>200 with the value, or the refusal's problem.</summary>
    public static IResult ToOk<T>(this Result<T> result) => result.IsOk ? TypedResults.Ok(result.Value) : result.Refusal.ToProblem();

    /// <summary>204, or the refusal's problem.</summary>
    public static IResult ToNoContent(this Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Refusal.ToProblem();
}
