using System.Data.Common;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Host;
using MSPortal.Connectors.Host.Cli;

try
{
    // Longer than a host takes to stop at most (30 seconds): the usual two would cut it off in the middle.
    return await Commands.Root().Parse(args).InvokeAsync(new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(40),
    });
}
catch (Exception e) when (e is SettingsException or VaultException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (Exception e) when (e is IOException or DbException or ArgumentException or UnauthorizedAccessException)
{
    // A port in use, a database out of reach, a folder that can't be written: the operator's to mend, not a crash.
    await Console.Error.WriteLineAsync($"The host can't go on: {e.Message} Run the command doctor to see what is wrong.");
    return 1;
}
