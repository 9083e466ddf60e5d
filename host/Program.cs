using System.Data.Common;
using System.Net.Sockets;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Host;
using MSPortal.Connectors.Host.Cli;

try
{
    return await Commands.RunAsync(args);
}
catch (Exception e) when (e is SettingsException or VaultException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (Exception e) when (DatabaseTrouble.Explain(e) is { } trouble)
{
    await Console.Error.WriteLineAsync(trouble);
    return 1;
}
catch (Exception e) when (e is IOException or DbException or ArgumentException or UnauthorizedAccessException or SocketException)
{
    // A folder that can't be written, a disk that is full: the operator's to mend, not a crash.
    await Console.Error.WriteLineAsync($"The host can't go on: {e.Message} Run the command doctor to see what is wrong.");
    return 1;
}
