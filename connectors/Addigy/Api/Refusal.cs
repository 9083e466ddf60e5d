using System.Text.Json;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>What Addigy says when it refuses a request.</summary>
/// <param name="IsMarkup">Whether a web page came in place of Addigy's error object.</param>
/// <param name="Message">Addigy's message, empty when there is none. Never shown: only searched for known words.</param>
internal sealed record Refusal(bool IsMarkup, string Message)
{
    private static readonly string[] Verbs = ["View", "Read", "List", "Export", "Create", "Edit", "Delete", "Assign", "Unassign", "Manage"];

    // Only words of Addigy's own permission names are repeated to the admin; docs/connectors/addigy.md, "Permissions".
    private static readonly string[] Nouns =
    [
        "Activity", "All", "API", "Benchmarks", "Billing", "Custom", "Data", "Device", "Devices", "End", "Events", "Export",
        "Facts", "Fields", "Integrations", "Keys", "List", "Policies", "Policy", "Report", "Static", "System", "User", "Users",
    ];

    public static async Task<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await AnswerBody.ReadAsync(response, cancellationToken);
            return body.IsMarkup ? new Refusal(true, "") : new Refusal(false, body.Parse(ParseMessage));
        }
        catch (Exception e) when (e is UnexpectedAnswerException or HttpRequestException or IOException)
        {
            // The status alone has to say what happened.
            return new Refusal(false, "");
        }
    }

    /// <summary>Whether it says that the account has no API access at all.</summary>
    public bool SaysApiIsOff =>
        Has("api") && (Has("not enabled") || Has("isn't enabled") || Has("disabled") || Has("not available for"));

    /// <summary>Whether it is about too many requests, whatever the status.</summary>
    public bool SaysTooMany => Has("rate limit") || Has("too many requests");

    /// <summary>The permission it names; null when none can be made out.</summary>
    public string? Permission
    {
        get
        {
            var words = Message.Split([' ', ':', '.', ',', ';', '"', '\'', '(', ')', '_', '\n'], StringSplitOptions.RemoveEmptyEntries);
            var start = Array.FindIndex(words, IsVerb);
            if (start < 0)
                return null;

            var nouns = words.Skip(start + 1).TakeWhile(IsNoun).ToArray();
            return nouns.Length == 0 ? null : Capital(string.Join(' ', [words[start], .. nouns]));
        }
    }

    private static bool IsVerb(string word) =>
        word.Split('/').All(part => Verbs.Contains(part, StringComparer.OrdinalIgnoreCase));

    private static bool IsNoun(string word) => Nouns.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private bool Has(string words) => Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string ParseMessage(ref Utf8JsonReader reader)
    {
        var message = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return message;
        }

        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("message"u8))
                message = Json.TextOrNull(ref reader) ?? "";
            else
                Json.SkipValue(ref reader);
        }

        return message;
    }
}
