using System.CommandLine;
using System.CommandLine.Help;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>The host's command line. Without a command it serves.</summary>
internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("MSPortal.Connectors: keeps a device inventory in step with the tools that manage the devices.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, cancellationToken) => UntilStoppedAsync(ServeCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken), cancellationToken));

        var demo = new Command("demo", "Serves with made-up companies and a simulated vendor. Its data is made anew at each start.") { TreatUnmatchedTokensAsErrors = false };
        demo.SetAction((parsed, cancellationToken) => UntilStoppedAsync(DemoCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken), cancellationToken));

        var migrate = new Command("migrate", "Brings the database to the newest schema.") { TreatUnmatchedTokensAsErrors = false };
        migrate.SetAction((parsed, cancellationToken) => MigrateCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));

        var connectors = new Command("connectors", "Looks at connectors.");
        var list = new Command("list", "Lists the connectors that the host finds, broken ones with the reason.") { TreatUnmatchedTokensAsErrors = false };
        list.SetAction((parsed, cancellationToken) => ConnectorsCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        connectors.Subcommands.Add(list);

        var doctor = new Command("doctor", "Checks configuration, database, vault key, audit log, connectors and disk, and says what to do.") { TreatUnmatchedTokensAsErrors = false };
        doctor.SetAction((parsed, cancellationToken) => DoctorCommand.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));

        root.Subcommands.Add(demo);
        root.Subcommands.Add(migrate);
        root.Subcommands.Add(TokenCommand.Define());
        root.Subcommands.Add(TenantCommand.Define());
        root.Subcommands.Add(AuditCommand.Define());
        root.Subcommands.Add(connectors);
        root.Subcommands.Add(doctor);
        root.Subcommands.Add(HelpCommand.Define(root));
        return root;
    }

    /// <summary>Does what the arguments ask for, or says what is wrong with them and does nothing.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // "help x" is "x --help".
        string[] asked = args is ["help", _, ..] ? [.. args[1..], "--help"] : args;
        var root = Root();
        var parsed = root.Parse(asked);
        if (CommandLineRules.Problem(parsed) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        if (parsed.Action is HelpAction && parsed.CommandResult.Command == root)
            return HelpCommand.Print(root);

        // Longer than a host takes to stop at most (30 seconds): the usual two would cut it off in the middle.
        return await parsed.InvokeAsync(new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(40),
        });
    }

    // To be stopped while it still starts is no crash.
    private static async Task<int> UntilStoppedAsync(Task<int> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopped while starting.");
            return 0;
        }
    }
}
