using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>The built host as a process of its own, as an operator starts it.</summary>
internal sealed class BuiltHost : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "a-long-password";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly bool _ownsData;

    private BuiltHost(IReadOnlyDictionary<string, string> environment, string[] arguments, bool ownsData)
    {
        (_process, _output) = Launch(environment, arguments);
        (_environment, _ownsData) = (environment, ownsData);
    }

    public Uri Address => new(_environment["Urls"]);

    public string DataDirectory => _environment["DataDirectory"];

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>How the host reaches its database; empty for SQLite.</summary>
    public string ConnectionString => _environment["ConnectionStrings__Default"];

    /// <summary>All that the host has written so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the host and waits until it says its address.</summary>
    /// <param name="settings">Environment variables beside the usual ones.</param>
    public static async Task<BuiltHost> StartAsync(
        Engine engine,
        Uri? addigy,
        IReadOnlyDictionary<string, string>? settings = null,
        string[]? arguments = null,
        string ready = "Address:")
    {
        var environment = EnvironmentOf(await HostPlace.NewAsync(engine), addigy, settings);
        var host = new BuiltHost(environment, arguments ?? [], ownsData: true);
        await host.ReadyAsync(ready);
        return host;
    }

    /// <summary>Starts a host on data that outlive it, and does not wait until it is ready.</summary>
    public static BuiltHost Launch(HostPlace place, Uri? addigy, IReadOnlyDictionary<string, string>? settings = null) =>
        new(EnvironmentOf(place, addigy, settings), [], ownsData: false);

    /// <summary>Waits until the host says its address.</summary>
    public async Task ReadyAsync(string ready = "Address:")
    {
        await Wait.UntilAsync(
            () => Task.FromResult(Output.Contains(ready, StringComparison.Ordinal) || _process.HasExited),
            () => $"The host did not become ready:\n{Output}");
        Assert.False(_process.HasExited, Output);
    }

    /// <summary>Waits for the end of the process and gives its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await Wait.UntilAsync(() => Task.FromResult(_process.HasExited), () => $"The host goes on:\n{Output}");
        return _process.ExitCode;
    }

    /// <summary>Runs one command of the host on the same settings and gives what it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => await RunAsync(_environment, arguments);

    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A command ends before anything is worth compiling a second time.
        var (process, output) = Launch(new Dictionary<string, string>(environment) { ["DOTNET_TC_CallCounting"] = "0" }, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.WaitForExit();
        var code = process.ExitCode;
        process.Dispose();
        return (code, string.Join('\n', output));
    }

    /// <summary>A client of the REST API with a token made on the command line.</summary>
    public async Task<ApiClient> ClientAsync(string email = AdminEmail)
    {
        var (code, output) = await RunAsync("token", "create", "--email", email, "--name", "acceptance");
        Assert.True(code == 0, output);
        return new ApiClient(Address, output.Split('\n').Last(line => line.StartsWith("mspc_", StringComparison.Ordinal)).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_ownsData)
            Directory.Delete(DataDirectory, recursive: true);
    }

    private static Dictionary<string, string> EnvironmentOf(HostPlace place, Uri? addigy, IReadOnlyDictionary<string, string>? settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Default"] = place.ConnectionString,
            ["DataDirectory"] = place.DataDirectory,
            ["Urls"] = $"http://127.0.0.1:{FreePort()}/",
            ["MSPORTAL_ADMIN_EMAIL"] = AdminEmail,
            ["MSPORTAL_ADMIN_PASSWORD"] = AdminPassword,

            // Starts sooner; what it costs is got back by hosts that live longer than these.
            ["DOTNET_TieredPGO"] = "0",
        };
        if (addigy is not null)
            environment["Connectors__addigy__BaseAddress"] = addigy.ToString();
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            environment[key] = value;
        return environment;
    }

    private static (Process Process, ConcurrentQueue<string> Output) Launch(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Paths.Host);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        var output = new ConcurrentQueue<string>();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);

        void Keep(string? line)
        {
            if (line is not null)
                output.Enqueue(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
