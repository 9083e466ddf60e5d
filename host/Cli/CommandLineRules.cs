using System.CommandLine;
using System.CommandLine.Help;
using MSPortal.Connectors.Host.Api;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>
/// What no command asked for is either a setting or a mistake. The parser hands all of it on, because settings are not its own.
/// </summary>
internal static class CommandLineRules
{
    /// <summary>What is wrong, as a sentence with what there is instead; null when all is well.</summary>
    public static string? Problem(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var rest = new Queue<string>(parsed.UnmatchedTokens);
        while (rest.TryDequeue(out var token))
        {
            var isOption = token.StartsWith('-');
            var name = token.TrimStart('-', '/').Split('=', 2)[0];
            var isSetting = KnownSettings.Contains(name) && (token.StartsWith("--", StringComparison.Ordinal) || token.StartsWith('/') || token.Contains('=', StringComparison.Ordinal));
            if (!isSetting)
                return isOption ? UnknownOption(command, token.Split('=', 2)[0]) : UnknownWord(command, token);
            if (!token.Contains('=', StringComparison.Ordinal) && !rest.TryDequeue(out _))
                return $"The setting {token} needs a value: {token}=<value>.";
        }

        if (command is { Action: null, Subcommands.Count: > 0 } && parsed.Action is not HelpAction)
            return $"{Name(command)} alone does nothing. There are: {string.Join(", ", command.Subcommands.Select(Name))}.";

        return parsed.Errors.Count > 0
            ? $"{string.Join(' ', parsed.Errors.Select(e => e.Message))} Run {Name(command)} --help to see what it needs."
            : null;
    }

    /// <summary>All commands that do something, in the order of their definition.</summary>
    public static IEnumerable<Command> All(Command command) =>
        command.Subcommands.SelectMany(All).Prepend(command).Where(c => c.Action is not null && c is not RootCommand);

    /// <summary>What is typed for it.</summary>
    public static string Name(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{Name(parent)} {command.Name}" : command.Name;

    private static string UnknownWord(Command command, string word)
    {
        if (command.Subcommands.Count == 0)
            return $"{Name(command)} takes no \"{word}\". {Options(command, word)}";

        var typed = command is RootCommand ? word : $"{Name(command)} {word}";
        var there = All(command).Select(Name).LikestFirst(typed);
        return $"There is no command \"{typed}\". There are: {string.Join(", ", there)}. Without a command the host serves; help says what each does.";
    }

    private static string UnknownOption(Command command, string option) =>
        $"There is no option {option}{(command is RootCommand ? "" : $" of {Name(command)}")}. {Options(command, option)}";

    private static string Options(Command command, string typed)
    {
        var own = command.Options.Select(o => o.Name).Where(name => name is not ("--help" or "--version")).ToList();
        var settings = KnownSettings.Own.Select(name => $"--{name}").LikestFirst(typed);
        return $"{(own.Count == 0 ? "It has no options" : $"Its options are {string.Join(", ", own)}")} besides --help and the settings, which all commands take: {string.Join(", ", settings)}.";
    }
}
