using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>What in a request could not be read.</summary>
/// <param name="Member">As it was sent.</param>
/// <param name="Cure">What would be taken; null when that is not known.</param>
internal sealed partial record Unreadable(string Member, string? Cure)
{
    /// <summary>Looks into the error that the framework threw; null when it does not say which member was wrong.</summary>
    public static Unreadable? In(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();

        // "$.companyId" is "companyId" to whoever sent it; "$" is the whole body.
        if (failed?.Error.InnerException is JsonException { Path: { Length: > 2 } path } && path.StartsWith("$.", StringComparison.Ordinal))
        {
            var body = failed.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            return new Unreadable(path[2..], TypeAt(body, path[2..]) is { IsEnum: true } words ? $"Use one of: {ApiNames.AllOf(words)}." : null);
        }

        if (failed?.Error is not BadHttpRequestException { Message: var message } || Parameter().Match(message) is not { Success: true } parameter)
            return null;

        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value);
        return new Unreadable(name, parameter.Groups["type"].Value switch
        {
            "int" => $"Give a whole number, or leave {name} out.",
            "bool" => "Give true or false.",
            "Guid" => "Give an id as the API writes it, such as 01890a5d-ac96-774b-bcce-b302099a8057.",
            "DateTimeOffset" => "Give a time such as 2026-11-29T08:00:00Z.",
            _ => null,
        });
    }

    private static Type? TypeAt(Type? type, string path)
    {
        foreach (var step in path.Split('.'))
        {
            var name = step.Split('[')[0];
            type = type?.GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType;
            if (step.Contains('[', StringComparison.Ordinal))
                type = type?.GetElementType() ?? type?.GetGenericArguments().LastOrDefault();
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    // The framework's words. When they become others, the answer says less, and no less truly.
    [GeneratedRegex("^Failed to bind parameter \"(?:Nullable<)?(?<type>\\w+)>? (?<name>\\w+)\" from ")]
    private static partial Regex Parameter();
}
