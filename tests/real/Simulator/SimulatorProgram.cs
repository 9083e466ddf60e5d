using System.Diagnostics;
using MSPortal.Connectors.Sdk.Testing.Simulators;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>The simulator as a program of its own.</summary>
public sealed class SimulatorProgram
{
    [Fact]
    public async Task Announces_itself_and_ends_with_its_input()
    {
        using var program = Start("--port", "0", "--seed", "7", "--companies", "6", "--devices", "40", "--accounts", "2", "--exit-with-stdin");

        var announcement = SimulatorAnnouncement.FromLine(await program.StandardOutput.ReadLineAsync(SimulatorCalls.Token) ?? "");
        program.StandardInput.Close();
        await program.WaitForExitAsync(SimulatorCalls.Token);

        Assert.NotNull(announcement);
        Assert.Equal("127.0.0.1", announcement.BaseAddress.Host);
        Assert.EndsWith("/api/v2/", announcement.BaseAddress.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(2, announcement.Accounts.Select(account => account.Secrets["api_token"]).Distinct().Count());
        Assert.All(announcement.Accounts, account => Assert.Equal(6, account.Companies.Count));
        Assert.Equal(0, program.ExitCode);
        Assert.Empty(await program.StandardOutput.ReadToEndAsync(SimulatorCalls.Token));
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--devices", "many")]
    [InlineData("--accounts", "0")]
    [InlineData("--port")]
    public async Task Bad_arguments_end_with_code_2_and_a_reason(params string[] arguments)
    {
        using var program = Start(arguments);

        var error = await program.StandardError.ReadToEndAsync(SimulatorCalls.Token);
        await program.WaitForExitAsync(SimulatorCalls.Token);

        Assert.Equal(2, program.ExitCode);
        Assert.Contains(arguments[0], error, StringComparison.Ordinal);
        Assert.Empty(await program.StandardOutput.ReadToEndAsync(SimulatorCalls.Token));
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MSPortal.Connectors.Addigy.Simulator.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        return Process.Start(start)!;
    }
}
