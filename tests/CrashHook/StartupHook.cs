using MSPortal.Connectors.Tests.CrashHook;

/// <summary>What the runtime calls before the host's own code. Name and place are the runtime's.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (CrashPlan.FromEnvironment() is { } plan)
            new CrashWatch(plan).Start();
    }
}
