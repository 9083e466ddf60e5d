using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>What in a request could not be read.</summary>
/// <param name="Member">As it was sent.</param>
/// <param name="Why">What is wrong with it.</param>
/// <param name="Cure">What would be taken; null when that is not known.</param>
/// <param name="Code">Stable.</param>
internal sealed partial record Unreadable(string Member, string Why, string? Cure, string Code = Unreadable.BadRequest)
{
    private const string BadRequest = "bad_request";
    private const int MostShown = 100;

    /// <summary>Looks into the error that the framework threw; null when it does not say which member was wrong.</summary>
    public static Unreadable? In(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        if (failed?.Error.InnerException is JsonException wrong)
            return InBody(wrong, failed.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType);
        if (failed?.Error is not BadHttpRequestException { Message: var message } || Parameter().Match(message) is not { Success: true } parameter)
            return null;

        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value);
        return NoValue(name, parameter.Groups["type"].Value switch
        {
            "int" => $"Give a whole number, or leave {name} out.",
            "bool" => "Give true or false.",
            "Guid" => "Give an id as the API writes it, such as 01890a5d-ac96-774b-bcce-b302099a8057.",
            "DateTimeOffset" => "Give a time such as 2026-11-29T08:00:00Z.",
            _ => null,
        });
    }

    private static Unreadable NoValue(string member, string? cure) => new(member, "The value can't be read.", cure);

    private static Unreadable? InBody(JsonException wrong, Type? body)
    {
        if (Missing().Match(wrong.Message) is { Success: true } missing)
            return new Unreadable(missing.Groups["name"].Value, "It is missing. Nothing was done.", "Send it; null where that is what you mean.");

        // "$.companyId" is "companyId" to whoever sent it; "$" is the whole body.
        string[] steps = [.. Step().Matches(wrong.Path ?? "").Select(s => s.Groups["name"].Value)];
        if (steps.Length == 0)
            return null;

        var member = string.Join('.', steps);
        if (Known(TypeAt(body, steps[..^1]), steps[^1]) is not { } known)
            return NoValue((wrong.Path!.StartsWith("$.", StringComparison.Ordinal) ? wrong.Path[2..] : member).ShortTo(MostShown), TypeAt(body, steps) is { IsEnum: true } words ? $"Use one of: {ApiNames.AllOf(words)}." : null);

        return new Unreadable(
            member.ShortTo(MostShown),
            "This call takes no such member. Nothing was done, because without it the call could mean another thing.",
            known.Count == 0 ? "Leave it out: there is nothing to say here." : $"Correct it or leave it out. Taken here: {string.Join(", ", known.LikestFirst(steps[^1]))}.",
            "unknown_member");
    }

    // The members that an object takes; null where it takes this one, or any.
    private static List<string>? Known(Type? type, string name)
    {
        if (type is null || type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(JsonElement) || type.IsAssignableTo(typeof(IEnumerable)))
            return null;

        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToList();
        return members.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : members;
    }

    private static Type? TypeAt(Type? type, IEnumerable<string> steps)
    {
        foreach (var step in steps)
            type = Of(type?.GetProperty(step, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType);
        return type;
    }

    // Of a list what it is a list of.
    private static Type? Of(Type? type) =>
        type is null ? null
        : type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) && !type.IsAssignableTo(typeof(IDictionary)) ? type.GetGenericArguments()[^1]
        : Nullable.GetUnderlyingType(type) ?? type;

    // The framework's words. When they become others, the answer says less, and no less truly.
    [GeneratedRegex("^Failed to bind parameter \"(?:Nullable<)?(?<type>\\w+)>? (?<name>\\w+)\" from ")]
    private static partial Regex Parameter();

    [GeneratedRegex("missing required properties[^']*'(?<name>\\w+)'")]
    private static partial Regex Missing();

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]")]
    private static partial Regex Step();
}
