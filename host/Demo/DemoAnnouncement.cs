namespace MSPortal.Connectors.Host.Demo;

/// <summary>Tells the person who started the demo how to get in.</summary>
internal static class DemoAnnouncement
{
    public static void Print(IEnumerable<string> urls, HostSettings settings, DemoAccess access, Simulators simulators)
    {
        Console.WriteLine();
        Console.WriteLine($"Address:          {string.Join(", ", urls)}");
        Console.WriteLine($"Sign in:          {access.Email} / {access.Password}");
        Console.WriteLine($"Demo API token:   {access.ApiToken}");
        foreach (var (connector, announcement) in simulators.Running)
        {
            foreach (var account in announcement.Accounts.Skip(1))
            {
                foreach (var (field, secret) in account.Secrets)
                    Console.WriteLine($"To try the wizard with {connector}, a second account is waiting: {field} {secret}");
            }
        }

        Console.WriteLine($"Data directory:   {settings.DataDirectory} (made anew at each start)");
        Console.WriteLine("Stop with Ctrl+C.");
        Console.WriteLine();
    }
}
