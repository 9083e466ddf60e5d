using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>What the host does not know on its command line, it refuses with a sentence, and does nothing.</summary>
public sealed partial class CommandLineTests : IDisposable
{
    private readonly Dictionary<string, string> _settings = new()
    {
        ["DataDirectory"] = Path.Combine(Path.GetTempPath(), $"msportal-test-{Guid.NewGuid():N}"),
        ["ConnectionStrings__Default"] = "",
        ["Urls"] = "http://127.0.0.1:0",
    };

    public void Dispose()
    {
        if (Directory.Exists(_settings["DataDirectory"]))
            Directory.Delete(_settings["DataDirectory"], recursive: true);
    }

    [Theory]
    [InlineData("There is no command \"bogus\". There are: ", "bogus")]
    [InlineData("There is no command \"migrat\". There are: migrate, ", "migrat")]
    [InlineData("There is no command \"audit verfy\". There are: audit verify, audit new-key", "audit", "verfy")]
    [InlineData("audit alone does nothing. There are: audit verify, audit new-key.", "audit")]
    [InlineData("There is no command \"restore\". There are: ", "help", "restore")]
    [InlineData("There is no option --foo of audit new-key. It has no options besides", "audit", "new-key", "--foo", "1")]
    [InlineData("There is no option --bogus of token create. Its options are --email, --name besides", "token", "create", "--bogus", "1", "--email", "a@example.com", "--name", "x")]
    [InlineData("There is no option --DataDir of migrate. It has no options besides --help and the settings, which all commands take: --DataDirectory, ", "migrate", "--DataDir=/tmp")]
    [InlineData("There is no option -v.", "-v")]
    [InlineData("There is no option --x of migrate.", "migrate", "--x")]
    [InlineData("doctor takes no \"extra\".", "doctor", "extra")]
    [InlineData("The setting --Urls needs a value: --Urls=<value>.", "migrate", "--Urls")]
    [InlineData("Option '--email' is required. Run token create --help", "token", "create", "--name", "x")]
    public async Task What_is_not_known_is_refused_and_nothing_is_done(string sentence, params string[] arguments)
    {
        var (code, output) = await BuiltHost.RunAsync(_settings, arguments);

        Assert.Equal(1, code);
        Assert.StartsWith(sentence, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
        Assert.False(Directory.Exists(_settings["DataDirectory"]), "Something was done.");
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    public async Task Help_lists_each_command_on_a_line_of_its_own(string argument)
    {
        var (code, output) = await BuiltHost.RunAsync(_settings, argument);

        Assert.Equal(0, code);
        var lines = output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        var documented = DocumentedCommand().Matches(await File.ReadAllTextAsync(Path.Combine(Paths.Root, "docs", "reference", "configuration.md"), TestContext.Current.CancellationToken));
        Assert.True(documented.Count >= 9);
        Assert.All(documented, command => Assert.Single(lines, line => line.Trim().Replace("(none)", "", StringComparison.Ordinal).StartsWith(command.Groups[1].Value + " ", StringComparison.Ordinal)));
        Assert.Equal(documented.Count + 1, lines.Count);
    }

    [Fact]
    public async Task Every_documented_setting_can_be_given_as_an_argument_in_any_case()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Paths.Root, "docs", "reference", "configuration.md"), TestContext.Current.CancellationToken);
        var names = SettingsRow().Matches(page).SelectMany(row => Code().Matches(row.Value)).Select(name => name.Groups[1].Value)
            .Select(name => name.Replace("<id>", "addigy", StringComparison.Ordinal).Replace("<category>", "Microsoft", StringComparison.Ordinal)).ToList();
        Assert.True(names.Count >= 17, string.Join(' ', names));
        string[] given =
        [
            .. names.Select(name => $"--{name}={(name.StartsWith("Logging", StringComparison.Ordinal) ? "Warning" : "")}"),
            "--kestrel:limits:maxconcurrentconnections=100", "--Environment", "Production", "--contentRoot=.", "--logging:loglevel:default", "Warning", "/DataDirectory=x", "datadirectory=y",
            $"--DATADIRECTORY={_settings["DataDirectory"]}",
        ];

        var (code, output) = await BuiltHost.RunAsync(_settings, ["connectors", "list", .. given]);
        Assert.True(code == 0, output);
        Assert.Contains("addigy", output, StringComparison.Ordinal);

        // Before the command they count just as well, and the last one does.
        var (migrated, said) = await BuiltHost.RunAsync(_settings, ["--datadirectory", _settings["DataDirectory"], "migrate"]);
        Assert.True(migrated == 0, said);
        Assert.True(File.Exists(Path.Combine(_settings["DataDirectory"], "msportal.db")));
    }

    [Theory]
    [InlineData("bogus", "Urls is \"bogus\", which is no address to listen on.")]
    [InlineData("ftp://127.0.0.1:5999", "Urls is \"ftp://127.0.0.1:5999\", which is no address to listen on.")]
    [InlineData("http://127.0.0.1:99999", "Urls is \"http://127.0.0.1:99999\", which is no address to listen on.")]
    [InlineData("http://127.0.0.1:5999/path", "Urls is \"http://127.0.0.1:5999/path\", which is no address to listen on.")]
    [InlineData("http://203.0.113.5:5999", "This machine has no such address as http://203.0.113.5:5999.")]
    public async Task An_address_that_can_not_be_listened_on_ends_the_start_with_one_sentence(string urls, string sentence)
    {
        var (code, output) = await BuiltHost.RunAsync(_settings, $"--Urls={urls}");

        Assert.Equal(1, code);
        Assert.StartsWith(sentence, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task An_address_in_use_ends_the_start_with_one_sentence(string name)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var urls = $"http://{name}:{((IPEndPoint)other.LocalEndpoint).Port}";

        var (code, output) = await BuiltHost.RunAsync(_settings, $"--urls={urls}");

        Assert.Equal(1, code);
        Assert.StartsWith($"Something else on this machine listens on {urls} already.", output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [GeneratedRegex(@"^\| `([a-z][a-z -]*[a-z])[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCommand();

    [GeneratedRegex(@"^\| `[A-Z][^|]*\|", RegexOptions.Multiline)]
    private static partial Regex SettingsRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
