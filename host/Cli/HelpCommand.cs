using System.CommandLine;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Lists the commands.</summary>
internal static class HelpCommand
{
    public static Command Define(RootCommand root)
    {
        var help = new Command("help", "Lists the commands.") { TreatUnmatchedTokensAsErrors = false };
        help.SetAction(_ => Print(root));
        return help;
    }

    /// <summary>One line for each command.</summary>
    public static int Print(RootCommand root)
    {
        List<(string Typed, string? Does)> lines =
        [
            ("(none)", "Serves the web pages and the API, and runs the jobs."),
            .. CommandLineRules.All(root).Select(c => ($"{CommandLineRules.Name(c)}{Options(c)}", c.Description)),
        ];
        var width = lines.Max(l => l.Typed.Length);
        Console.WriteLine(root.Description);
        Console.WriteLine();
        Console.WriteLine("Commands:");
        foreach (var (typed, does) in lines)
            Console.WriteLine($"  {typed.PadRight(width)}  {does}");
        Console.WriteLine();
        Console.WriteLine("All take settings as arguments, such as --DataDirectory=/srv/msportal; docs/reference/configuration.md lists them.");
        return 0;
    }

    private static string Options(Command command) => string.Concat(command.Options
        .Where(o => o.Name is not ("--help" or "--version"))
        .Select(o => o.Required ? $" {o.Name} <{o.Name.TrimStart('-')}>" : $" [{o.Name} <{o.Name.TrimStart('-')}>]"));
}
