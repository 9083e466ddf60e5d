using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Reads what actions give.</summary>
internal static class Results
{
    public static T Ok<T>(this Result<T> result) =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"Refused: {result.Refusal.Code}. {result.Refusal.Message}");

    public static async Task<T> Ok<T>(this Task<Result<T>> result) => (await result).Ok();

    public static Refusal No<T>(this Result<T> result) =>
        result.Refusal ?? throw new InvalidOperationException($"Not refused: {result.Value}");

    public static async Task<Refusal> No<T>(this Task<Result<T>> result) => (await result).No();
}
