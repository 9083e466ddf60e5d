using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Commands;

/// <summary>The command doctor says what is wrong and what to do, each thing in a sentence of its own.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Password = "hush-password";

    private readonly string _data = Directory.CreateTempSubdirectory("msportal-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=x;Password=hush-password", "The database server can't be reached. Check that it runs")]
    [InlineData("Host=no.such.host.invalid;Database=x;Username=x;Password=hush-password", "The name of the database server can't be found. Check Host")]
    [InlineData("garbage hush-password", "ConnectionStrings:Default can't be read as a connection string of PostgreSQL. Give it as")]
    [InlineData("Host=x;Bogus=hush-password", "ConnectionStrings:Default can't be read as a connection string of PostgreSQL. Give it as")]
    [InlineData("Data Source=/nowhere/hush-password/x.db", "The SQLite file can't be opened. Check that its folder is there")]
    [InlineData("Data Source=x;Bogus=hush-password", "ConnectionStrings:Default can't be read as a connection string of SQLite. Give it as")]
    public async Task A_database_that_can_not_be_used_is_named_with_a_cure_and_without_a_drivers_words(string connection, string sentence)
    {
        var (code, output) = await RunAsync(connection, "doctor");

        Assert.Equal(1, code);
        Assert.Contains($"BAD  database: {sentence}", output, StringComparison.Ordinal);
        Assert.Contains("--   vault key: Not checked: mend the database first", output, StringComparison.Ordinal);
        Assert.Contains("--   audit log: Not checked: mend the database first", output, StringComparison.Ordinal);
        AssertPlain(output);

        var (migrated, said) = await RunAsync(connection, "migrate");
        Assert.Equal(1, migrated);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
        AssertPlain(said);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var file = Path.Combine(_data, "letter.txt");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("Dear operator, this is no database. ", 200)), TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync($"Data Source={file}", "doctor");

        Assert.Equal(1, code);
        Assert.Contains("BAD  database: The SQLite file is no database", output, StringComparison.Ordinal);
        AssertPlain(output);
    }

    [Fact]
    public async Task A_database_that_is_not_there_yet_is_not_made()
    {
        var (code, output) = await RunAsync("", "doctor");

        Assert.Equal(1, code);
        Assert.Contains("BAD  database: There is no database", output, StringComparison.Ordinal);
        Assert.Contains("The command migrate makes it", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("migrate")]
    [InlineData("demo")]
    public async Task A_data_directory_that_can_not_be_is_named_with_a_cure(string command)
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        foreach (var (impossible, why) in new[] { (file, "is a file"), (Path.Combine(file, "below"), "a part of the path is a file") })
        {
            var (code, output) = await BuiltHost.RunAsync(new Dictionary<string, string> { ["ConnectionStrings__Default"] = "" }, command, $"--DataDirectory={impossible}");

            Assert.Equal(1, code);
            Assert.Contains($"The data directory {impossible} ", output, StringComparison.Ordinal);
            Assert.Contains(why, output, StringComparison.Ordinal);
            Assert.Contains("Set DataDirectory to a folder that this user can write", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Run the command doctor", output, StringComparison.Ordinal);
            AssertPlain(output);
        }
    }

    private static void AssertPlain(string output)
    {
        foreach (var word in new[] { Password, "exception", "Exception", "initialization string", "   at ", "SQLite Error" })
            Assert.DoesNotContain(word, output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> RunAsync(string connection, string command) => BuiltHost.RunAsync(
        new Dictionary<string, string> { ["DataDirectory"] = _data, ["ConnectionStrings__Default"] = connection }, command);
}
