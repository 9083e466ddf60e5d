using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Query parameters that every list takes.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 200; 50 unless given.</param>
/// <param name="Search">Text that a row must contain.</param>
/// <param name="Sort">Column to sort by, with a leading minus for descending.</param>
internal sealed record PageQuery(int? Page, int? PageSize, string? Search, string? Sort)
{
    public PageRequest ToRequest() => new(Page ?? 1, PageSize ?? 50, Search, Sort);
}

/// <summary>Turns results of actions into answers.</summary>
internal static class Answers
{
    /// <summary>200 with the value, or the refusal's problem.</summary>
    public static IResult ToOk<T>(this Result<T> result) => result.IsOk ? TypedResults.Ok(result.Value) : result.Refusal.ToProblem();

    /// <summary>204, or the refusal's problem.</summary>
    public static IResult ToNoContent(this Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Refusal.ToProblem();
}
