using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>What a token may do, as Addigy lists it.</summary>
/// <remarks>How Addigy spells the entries is not known for sure; docs/connectors/addigy.md, "Permissions".</remarks>
/// <param name="Names">Addigy's names, at most 100 characters each.</param>
internal sealed record TokenPermissions(IReadOnlyList<string> Names)
{
    public const string ViewDevices = "View Devices";

    private const int LongestName = 100;

    private static readonly string[] ReadVerbs = ["view", "read", "list", "export", "get"];
    private static readonly string[] WriteVerbs =
    [
        "add", "assign", "automatic", "clear", "create", "delete", "deploy", "edit", "erase", "execute", "install", "lock",
        "manage", "modify", "remove", "restart", "run", "send", "set", "unassign", "uninstall", "update", "wipe", "write",
    ];

    /// <summary>Whether devices may be read, as far as the list can be understood.</summary>
    public bool NamesViewDevices => Names.Any(name =>
        Words(name) is var words && words.Intersect(ReadVerbs).Any() && words.Any(word => word is "device" or "devices"));

    /// <summary>The permissions that change something at Addigy.</summary>
    public IReadOnlyList<string> Writing => [.. Names.Where(IsWriting)];

    public static TokenPermissions Parse(ref Utf8JsonReader reader)
    {
        // Go writes an empty list as null.
        if (reader.TokenType == JsonTokenType.Null)
            return new TokenPermissions([]);

        var names = new List<string>();
        Json.Expect(ref reader, JsonTokenType.StartArray, "the token's permissions");
        while (Json.NextItem(ref reader))
        {
            if (Json.Text(ref reader) is { Length: > 0 and <= LongestName } name)
                names.Add(name);
        }

        return new TokenPermissions(names);
    }

    // "View Run History" only reads; "View/Create/Delete API Keys" and "devices.delete" do not.
    private static bool IsWriting(string name)
    {
        var verbs = name.Split('/').Select(part => Words(part).FirstOrDefault("")).TakeWhile(IsVerb).ToArray();
        return (verbs.Length > 0 ? verbs : Words(name)).Any(WriteVerbs.Contains);
    }

    private static bool IsVerb(string word) => ReadVerbs.Contains(word) || WriteVerbs.Contains(word);

    private static string[] Words(string name)
    {
        var spaced = string.Concat(name.Select((c, i) =>
            !char.IsLetter(c) ? " "
            : char.IsUpper(c) && i > 0 && char.IsLower(name[i - 1]) ? " " + c
            : c.ToString()));
        return spaced.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
