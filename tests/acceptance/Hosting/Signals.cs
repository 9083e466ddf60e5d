using System.Runtime.InteropServices;

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>The signals of Linux that a host may get.</summary>
internal static class Signals
{
    public const int None = 0;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal) => Assert.True(Native(process, signal) == 0, $"Process {process} could not be signalled.");

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Native(int process, int signal);
}
